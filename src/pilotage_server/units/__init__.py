"""Who a person is here: accounts, the unit they act for, what they may see."""
