"""Comments ask colleagues and get answers; they stay in the force, and a question waits until it is answered."""

from __future__ import annotations

from html import unescape

import pytest
from sqlalchemy import select

from inspect_app.assessment.models import Comment, Mention
from inspect_app.assessment.together import queries
from inspect_app.assessment.together.mentions import Member, mentioned
from inspect_app.mail.models import Message
from tests import factories
from tests.slices.assessment.together.kent_team import ENTRY, Team

COMMENTS = f"{ENTRY}/comments"


def say(team: Team, who: str = "priya", text: str = "Is this still so?", **fields: object) -> int:
    answer = team.browsers[who].post(COMMENTS, data={"text": text, **fields})
    assert answer.status_code == 302, answer.text
    with team.reading() as session:
        return session.scalars(select(Comment.id).order_by(Comment.id.desc())).first() or 0


def mails(team: Team) -> list[Message]:
    with team.reading() as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def waits(team: Team, who: str) -> list[str]:
    with team.reading() as session:
        return [waiting.text for waiting in queries.waiting_for(session, team.people[who].id)]


def test_a_comment_stands_on_its_criterion_and_not_on_another(team: Team) -> None:
    say(team, on="3c-f2", text="Only in the **north**?")
    assert "<strong>north</strong>" in team.helen.get(f"{COMMENTS}?on=3c-f2").text
    assert "north" not in team.helen.get(f"{COMMENTS}?on=3c-f1").text
    assert "north" in team.helen.get(COMMENTS).text


def test_a_comment_on_a_finding_stands_on_its_page(team: Team) -> None:
    made = team.write()
    answer = team.helen.post(COMMENTS, data={"text": "Well found.", "finding": made})
    assert answer.location == f"{ENTRY}/findings/{made}#comments"
    assert "Well found." in team.priya.get(answer.location).text


def test_whoever_is_chosen_gets_one_mail_and_a_question_that_waits(team: Team) -> None:
    say(team, on="3c-f2", asks=[team.people["helen"].id], text="Does this hold, @Helen Marsh?")
    sent = mails(team)
    assert [m.to for m in sent] == ["helen.marsh@example.org"]
    assert sent[0].subject == "Priya Nair asks you about 3C F2"
    assert "Does this hold" not in sent[0].text
    assert sent[0].link and sent[0].link.endswith(f"{COMMENTS}?on=3c-f2#comment-1")
    assert waits(team, "helen") == ["Does this hold, @Helen Marsh?"]
    assert waits(team, "priya") == []


def test_a_reply_answers_what_its_writer_was_asked(team: Team) -> None:
    first = say(team, text="@Helen and @Tom, is it?")
    say(team, "helen", "Yes.", reply_to=first)
    assert (waits(team, "helen"), waits(team, "tom")) == ([], ["@Helen and @Tom, is it?"])
    assert "Waits for Tom Ashby" in team.priya.get(COMMENTS).text


def test_a_reply_stands_on_what_its_thread_is_on(team: Team) -> None:
    first = say(team, on="3c-f2")
    say(team, "helen", "Yes.", reply_to=first)
    page = team.priya.get(f"{COMMENTS}?on=3c-f2").text
    assert "Yes." in page


def test_a_settled_thread_waits_for_nobody_until_it_is_opened_again(team: Team) -> None:
    first = say(team, text="@Tom?")
    team.helen.post(f"{COMMENTS}/{first}/settle")
    assert waits(team, "tom") == []
    assert "Settled by Helen Marsh" in team.priya.get(COMMENTS).text
    team.priya.post(f"{COMMENTS}/{first}/reopen")
    assert waits(team, "tom") == ["@Tom?"]


def test_settling_twice_is_one_settling(team: Team) -> None:
    first = say(team)
    for _ in range(2):
        team.helen.post(f"{COMMENTS}/{first}/settle")
    assert [e.verb for e in team.trail()].count("assessment:comment:settled") == 1


def test_questions_that_wait_are_counted_by_framework(team: Team) -> None:
    say(team, text="@Tom and @Helen?")
    say(team, text="Just a remark.")
    with team.reading() as session:
        assert queries.waiting(session, team.entry().assessment_id) == {"3c": 1}


def test_where_a_question_waits_is_an_address_that_answers(team: Team) -> None:
    made = team.write()
    say(team, text="@Tom?", finding=made)
    say(team, text="@Tom again?", on="3c-f2")
    with team.reading() as session:
        for waiting in queries.waiting_for(session, team.people["tom"].id):
            assert f'id="comment-{waiting.comment}"' in team.tom.get(waiting.address).text


def test_nobody_asks_themselves(team: Team) -> None:
    say(team, text="@Priya Nair, think.", asks=[])
    assert mails(team) == []


def test_somebody_of_another_force_cannot_be_asked(team: Team) -> None:
    answer = team.priya.post(COMMENTS, data={"text": "You?", "asks": [team.people["esk"].id]})
    assert answer.status_code == 400
    assert "Choose only from the list" in answer.text
    say(team, text="@Ewan Bray?")
    with team.reading() as session:
        assert session.scalars(select(Mention)).all() == []


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_an_empty_comment_is_not_added_and_says_what_is_missing(team: Team, text: str) -> None:
    answer = team.priya.post(COMMENTS, data={"text": text})
    assert answer.status_code == 400
    assert "Write your comment" in answer.text


def test_too_long_a_comment_is_kept_on_the_page(team: Team) -> None:
    answer = team.priya.post(COMMENTS, data={"text": "word " * 40_000})
    assert answer.status_code == 400
    assert "Your comment: this is" in answer.text
    assert "word word" in answer.text


def test_a_viewer_reads_comments_and_adds_none(team: Team) -> None:
    say(team, text="Look here.")
    page = team.vera.get(COMMENTS).text
    assert "Look here." in page
    assert "Add comment" not in page
    assert team.vera.post(COMMENTS, data={"text": "Hm."}).status_code == 403


@pytest.mark.parametrize("who", ["esk", "ines", "adam"])
def test_nobody_outside_the_team_sees_a_comment(team: Team, who: str) -> None:
    first = say(team)
    browser = team.browsers[who]
    assert browser.get(COMMENTS).status_code == 404
    assert browser.post(COMMENTS, data={"text": "Hm."}).status_code in (403, 404)
    assert browser.post(f"{COMMENTS}/{first}/settle").status_code in (403, 404)


@pytest.mark.parametrize("where", ["?on=1a-f1", "?on=nothing"])
def test_a_criterion_of_another_framework_is_not_found(team: Team, where: str) -> None:
    assert team.priya.get(f"{COMMENTS}{where}").status_code == 404


@pytest.mark.parametrize("fields", [{"reply_to": "999"}, {"finding": "999999"}, {"on": "1a-f1"}])
def test_a_comment_on_what_is_not_in_the_entry_is_not_found(team: Team, fields: dict[str, str]) -> None:
    assert team.priya.post(COMMENTS, data={"text": "Hm.", **fields}).status_code == 404


def test_a_thread_of_another_framework_cannot_be_answered_or_settled_here(team: Team) -> None:
    first = say(team)
    elsewhere = COMMENTS.replace("/3c/", "/1a/")
    assert team.priya.post(elsewhere, data={"text": "Hm.", "reply_to": first}).status_code == 404
    assert team.priya.post(f"{elsewhere}/{first}/settle").status_code == 404


def test_pasted_scripts_are_shown_as_text(team: Team) -> None:
    say(team, text="<script>alert(1)</script> [x](javascript:alert(1))")
    page = team.helen.get(COMMENTS).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<script>alert(1)</script>" in unescape(page)


def test_comments_cost_the_same_statements_however_many_there_are(team: Team) -> None:
    def cost() -> int:
        with factories.counted(team.url) as asked:
            team.priya.get(COMMENTS)
        return len(asked)

    first = say(team, text="@Tom?")
    before = cost()
    for number in range(10):
        say(team, "helen", f"@Priya {number}", reply_to=first if number % 2 else "")
    assert cost() == before


TEAM = [
    Member(1, "Ann Lee", "a"),
    Member(2, "Ann Leeson", "b"),
    Member(3, "Tom Ashby", "c"),
    Member(4, "Zoë O'Hara", "d"),
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@Tom, please", [3]),
        ("@tom ashby", [3]),
        ("@Ann Lee and nobody else", [1]),
        ("@Ann Leeson", [2]),
        ("@Ann", []),
        ("write to tom@tom.example", []),
        ("@Tomas", []),
        ("@Zoë", [4]),
        ("@Zoë O'Hara's view", [4]),
        ("nobody", []),
    ],
)
def test_a_name_behind_an_at_sign_is_a_question_to_that_person(text: str, ids: list[int]) -> None:
    assert [member.id for member in mentioned(text, TEAM)] == ids
