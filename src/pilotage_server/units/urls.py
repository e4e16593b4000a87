"""Addresses of signing in, of one's own account, and of all accounts."""

from django.urls import path

from .views import account, accounts, codes, frame, provider, sign_in

app_name = "units"
urlpatterns = [
    path("login/", sign_in.login, name="login"),
    path("login/code/", sign_in.code, name="code"),
    path("login/provider/", provider.there, name="provider"),
    path("login/provider/back/", provider.back, name="provider_back"),
    path("logout/", sign_in.logout, name="logout"),
    path("language/<str:code>/", frame.language, name="language"),
    path("theme/", frame.theme, name="theme"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/post/", account.wear, name="wear"),
    path("account/codes/", codes.set_up, name="set_up"),
    path("account/codes/off/", codes.turn_off, name="turn_off"),
    path("account/codes/recovery/", codes.recovery, name="recovery"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="end_session"),
    path("account/sessions/end-others/", account.end_others, name="end_others"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/add/", accounts.add, name="add_account"),
    path("accounts/<int:pk>/", accounts.one_account, name="one_account"),
    path("accounts/<int:pk>/posts/", accounts.add_post, name="add_post"),
    path("accounts/<int:pk>/posts/<int:post>/", accounts.change_post, name="change_post"),
    path("accounts/<int:pk>/posts/<int:post>/remove/", accounts.remove_post, name="remove_post"),
    path("accounts/<int:pk>/deactivate/", accounts.deactivate, name="deactivate"),
    path("accounts/<int:pk>/reactivate/", accounts.reactivate, name="reactivate"),
    path("accounts/<int:pk>/password/", accounts.reset_password, name="reset_password"),
    path("accounts/<int:pk>/codes/", accounts.reset_codes, name="reset_codes"),
    path("accounts/<int:pk>/sessions/", accounts.end_sessions, name="end_sessions"),
]
