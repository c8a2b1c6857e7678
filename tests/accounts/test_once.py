"""A form that creates is carried out once; new content on an old page is a decision."""

import uuid

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import OneTimeKey
from accounts.once import OnceMixin, SentBefore, do_once
from tests import make

pytestmark = pytest.mark.django_db


class Note(OnceMixin, forms.Form):
    words = forms.CharField()


def sent(key: uuid.UUID, words: str) -> Note:
    form = Note({"once": str(key), "words": words})
    assert form.is_valid()
    return form


def test_a_double_click_does_the_work_once_and_leads_to_the_same_page():
    person, key, done = make.user(), uuid.uuid4(), []

    def act() -> str:
        done.append("đã làm")
        return f"/ket-qua/{len(done)}/"

    assert do_once(sent(key, "một"), by=person, act=act) == "/ket-qua/1/"
    assert do_once(sent(key, "một"), by=person, act=act) == "/ket-qua/1/"
    assert len(done) == 1


def test_new_content_on_a_page_sent_before_is_not_thrown_away():
    person, key = make.user(), uuid.uuid4()
    do_once(sent(key, "một"), by=person, act=lambda: "/1/")
    with pytest.raises(SentBefore, match="chưa được lưu, vẫn còn nguyên"):
        do_once(sent(key, "hai"), by=person, act=lambda: "/2/")


def test_a_refused_work_leaves_its_key_unused():
    person, key = make.user(), uuid.uuid4()

    def refuse() -> str:
        raise ValidationError("thôi")

    with pytest.raises(ValidationError):
        do_once(sent(key, "một"), by=person, act=refuse)
    assert not OneTimeKey.objects.exists()
    assert do_once(sent(key, "một"), by=person, act=lambda: "/1/") == "/1/"


def test_one_persons_key_means_nothing_for_another():
    key = uuid.uuid4()
    for person in (make.user(), make.user()):
        assert do_once(sent(key, "một"), by=person, act=lambda: "/1/") == "/1/"
    assert OneTimeKey.objects.count() == 2
