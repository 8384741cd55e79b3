"""Dify's operations and what calls them."""

from __future__ import annotations

from itertools import islice

from reading import Reading

from penstock.dify import Dify
from penstock_api.models import (
    DifyFormSubmission,
    DifyRunRequest,
    DifyStopRequest,
    DifyUploadRequest,
)
from penstock_api.runtime import File

USER = "abc-123"
RUN_ID = "2f4d7a80-51c3-4f0e-9b6d-83a1c7e5d942"
RUN = DifyRunRequest(inputs={}, user=USER)
LETTER = File(b"hello", "letter.txt", "text/plain")
SUBMISSION = DifyFormSubmission(inputs={}, action="ok", user=USER)

DIFY = Reading(
    tag="dify",
    client=lambda **settings: Dify("key", **settings),
    headers={"Authorization": "Bearer key"},
    arguments={
        "runWorkflow": {"body": RUN},
        "runWorkflowVersion": {"workflow_id": RUN_ID, "body": RUN},
        "getWorkflowRun": {"workflow_run_id": RUN_ID},
        "stopWorkflowTask": {"task_id": "task", "body": DifyStopRequest(user=USER)},
        "uploadFile": {"body": DifyUploadRequest(file=LETTER, user=USER)},
        "listWorkflowLogs": {},
        "getAppInfo": {},
        "getAppParameters": {},
        "getAppMeta": {},
        "getAppSite": {},
        "getEndUser": {"end_user_id": RUN_ID},
        "streamWorkflowEvents": {"workflow_run_id": RUN_ID, "user": USER},
        "getHumanInputForm": {"form_token": "token"},
        "submitHumanInputForm": {"form_token": "token", "body": SUBMISSION},
    },
    wrapped={
        "runWorkflow": lambda dify: dify.workflows.run({}, USER, response_mode="blocking"),
        "runWorkflowVersion": lambda dify: dify.workflows.run(
            {}, USER, response_mode="blocking", version_id=RUN_ID
        ),
        "getWorkflowRun": lambda dify: dify.workflows.get_run(RUN_ID),
        "stopWorkflowTask": lambda dify: dify.workflows.stop("task", USER),
        "uploadFile": lambda dify: dify.files.upload(b"hello", USER, name="letter.txt"),
        "listWorkflowLogs": lambda dify: [*islice(dify.workflows.logs(), 1)],
        "getAppInfo": lambda dify: dify.info(),
        "getAppParameters": lambda dify: dify.parameters(),
        "getAppMeta": lambda dify: dify.meta(),
        "getAppSite": lambda dify: dify.site(),
        "getEndUser": lambda dify: dify.end_users.get(RUN_ID),
        "streamWorkflowEvents": lambda dify: dify.workflows.events(RUN_ID, USER).collect(),
        "getHumanInputForm": lambda dify: dify.forms.get("token"),
        "submitHumanInputForm": lambda dify: (dify.forms.submit("token", "ok", user=USER),),
    },
    streamed={
        "runWorkflow": lambda dify: dify.workflows.stream({}, USER),
        "runWorkflowVersion": lambda dify: dify.workflows.stream({}, USER, version_id=RUN_ID),
        "streamWorkflowEvents": lambda dify: dify.workflows.events(RUN_ID, USER),
    },
    # An older server answers 200 and nulls for a run that it doesn't know.
    told=lambda operation, status, example: (
        status < 400 and (operation, example) != ("getWorkflowRun", "unknown")
    ),
    beside={"handed-over-2026-08": ("getWorkflowRun", "succeeded-2026-08")},
)
