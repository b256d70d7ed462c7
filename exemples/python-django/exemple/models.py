"""Sessions with one more column: the provider's session that opened them, so that its end ends them."""

from django.contrib.sessions.backends.db import SessionStore as Store
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    sid = models.CharField(max_length=64, null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class SessionStore(Store):
    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.sid = data.get("sid")
        return session
