"""What every request asks and every act writes: put into SQL once in a thread, then run with other
values.

Django makes the SQL of a query set anew each time, which costs several times what a database needs
to find or to write a row by its key. Only the making is spared: a query is counted, logged, and
read into rows by Django as any other.
"""

from .asking import Prepared
from .writing import change, insert

__all__ = ["Prepared", "change", "insert"]
