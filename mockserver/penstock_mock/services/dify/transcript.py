"""A run, written out: which event at which moment, from its beginning to its end. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve

from .behaviours import ECHO, Behaviour, Breaks, Echo, Ends, Outcome, Pauses, Sticks, Stops
from .moments import Json, Moment, Scene, State, finished, form_fields, node_id_of, started
from .nodes import Execution, Place
from .plans import Step, node, say
from .wire import exact, number, whole
from .writing import Writer


def begin(scene: Scene, behaviour: Behaviour) -> list[Moment]:
    """A run from its first event to its last; to a pause, and what comes if nobody answers."""

    def write(writer: Writer) -> list[Moment]:
        outcome = behaviour.outcome
        if isinstance(outcome, Breaks) and outcome.early:
            writer.at += writer.rest
            _break(writer, outcome)
            return writer.moments
        # The first event comes at once: a client waits for it to learn the run's id.
        writer.add(started(scene, scene.began, "initial"), 0.0, state=State())
        return _go(writer, behaviour)

    return _timed(Writer(scene, behaviour.gap, scene.began), behaviour, write)


def resume(
    scene: Scene, pause: Pauses, before: State, how: Json, outputs: Json, at: float
) -> list[Moment]:
    """A paused run from the moment `at` on. how: the event that tells why it goes on; outputs:
    what the form's node gives.
    """
    behaviour = pause.then
    human = node(pause.form.title, type="human-input", outputs=outputs)

    def write(writer: Writer) -> list[Moment]:
        writer.index, writer.tokens = before.steps, before.tokens
        writer.exceptions = before.exceptions
        writer.add(started(scene, at, "resumption"), 0.0, state=State())
        asked = Execution(scene, human, before.steps, Place())
        writer.emit("node_started", asked.started(writer.at + writer.gap))
        writer.add(how)
        ends = writer.at + writer.gap
        writer.emit("node_finished", asked.finished(at, ends, outputs, None, "succeeded"))
        return _go(writer, behaviour)

    return _timed(Writer(scene, behaviour.gap, at), behaviour, write)


def _timed(
    writer: Writer, behaviour: Behaviour, write: Callable[[Writer], list[Moment]]
) -> list[Moment]:
    """Written once to see how long it takes; and again, as long as the behaviour says."""
    wanted, began = behaviour.seconds, writer.at
    again = evolve(writer, moments=[], late=[])
    moments = write(writer)
    if wanted is None:
        return moments
    natural = next((m.at for m in moments if m.pause), moments[-1].at) - began
    if natural > 0:
        again.scale, again.gap = wanted / natural, again.gap * wanted / natural
    else:
        again.rest = wanted
    return write(again)


def _go(writer: Writer, behaviour: Behaviour) -> list[Moment]:
    """The steps and the end; or, at a pause, what comes if nobody answers."""
    outcome, scene = behaviour.outcome, writer.scene
    writer.outputs = _outputs(outcome.outputs if isinstance(outcome, Ends) else ECHO, scene)
    steps = behaviour.steps
    writer.steps(default_steps(writer, outcome) if steps is None else steps)
    writer.at += writer.rest
    match outcome:
        case Ends(status, _, error):
            handled = status == "partial-succeeded"  # only the node's own event has the error
            exceptions = writer.exceptions or int(handled)
            shown = None if handled else error
            _end(writer, State(status, writer.outputs, shown, exceptions=exceptions))
        case Breaks():
            _break(writer, outcome)
        case Stops():
            _end(writer, State("succeeded", writer.outputs))
        case Pauses():
            _pause(writer, outcome)
            return [*writer.moments, *_unanswered(writer, outcome)]
        case Sticks():
            pass
    return writer.moments


def _end(writer: Writer, state: State) -> None:
    at = exact(writer.at + writer.gap)
    state = evolve(state, tokens=writer.tokens, steps=writer.index, ended_at=at)
    writer.add(finished(writer.scene, state, at), state=state)
    for event in writer.late:
        writer.add(event)
    if writer.spoken:
        writer.add(writer.scene.frame("tts_message_end", audio=""))


def _break(writer: Writer, outcome: Breaks) -> None:
    at = exact(writer.at + writer.gap)
    state = State("failed", None, outcome.message, writer.tokens, writer.index)
    state = evolve(state, code=outcome.code, http=outcome.status, ended_at=at)
    event = {
        "event": "error",
        "workflow_run_id": None if outcome.early else writer.scene.run_id,
        "code": outcome.code,
        "status": outcome.status,
        "message": outcome.message,
    }
    writer.add(event, state=state)


def _pause(writer: Writer, outcome: Pauses) -> None:
    scene, form = writer.scene, outcome.form
    human = node(form.title, type="human-input", finishes=False)
    writer.steps((human,))
    expires = whole(writer.at + writer.gap + form.expires)
    asked = form_fields(scene, form, expires, writer.index)
    writer.emit("human_input_required", {**asked, "display_in_ui": False})
    at = writer.at + writer.gap
    data = {
        "workflow_run_id": scene.run_id,
        "paused_nodes": [asked["node_id"]],
        "outputs": {},
        "reasons": [{"TYPE": "human_input_required", **asked}],
        "status": "paused",
        "created_at": whole(scene.began),
        "elapsed_time": number(at - scene.began),
        "total_tokens": writer.tokens,
        "total_steps": writer.index,
    }
    state = State("paused", {}, None, writer.tokens, writer.index, writer.exceptions)
    writer.emit("workflow_paused", data, state, pause=outcome)


def _unanswered(writer: Writer, pause: Pauses) -> list[Moment]:
    """What a paused run does once its form expired."""
    scene, form, paused = writer.scene, pause.form, writer.moments[-1]
    assert paused.state is not None
    expires = whole(writer.moments[-2].at + form.expires)
    data = {
        "node_id": node_id_of(scene.workflow_id, form.title),
        "node_title": form.title,
        "expiration_time": expires,
    }
    event = scene.frame("human_input_form_timeout", data)
    at = max(float(expires), paused.at)
    return resume(scene, pause, paused.state, event, {}, at)


def default_steps(writer: Writer, outcome: Outcome) -> tuple[Step, ...]:
    """Start, a language model that says the text of the outputs word by word, end."""
    status, error = (outcome.status, outcome.error) if isinstance(outcome, Ends) else ("", None)
    said = tuple(say(word) for word in words(_text(writer.outputs)))
    start = () if writer.index else (node("Start", type="start"),)  # once, however often it pauses
    if isinstance(outcome, Pauses):
        return start
    if isinstance(outcome, (Breaks, Sticks)):
        return (*start, node("LLM", *said, finishes=False))
    if status == "failed":
        return (*start, node("LLM", status="failed", error=error))
    if status == "partial-succeeded":
        handled = node("HTTP", type="http-request", status="exception", error=error)
        return (*start, handled, node("End", type="end"))
    return (*start, node("LLM", *said, tokens=len(said)), node("End", type="end"))


def words(text: str) -> list[str]:
    """A text in pieces such as a model gives: each word with the space before it."""
    return re.findall(r"\s*\S+|\s+$", text)


def _text(outputs: Json | None) -> str:
    """What the model says: the output's text, or the first text in it."""
    given = outputs or {}
    texts = (each for each in (given.get("text"), *given.values()) if isinstance(each, str))
    return next(texts, "ok")


def _outputs(said: Mapping[str, Any] | Echo | None, scene: Scene) -> Json | None:
    if said is ECHO:
        return dict(scene.given)
    return None if said is None or isinstance(said, Echo) else dict(said)
