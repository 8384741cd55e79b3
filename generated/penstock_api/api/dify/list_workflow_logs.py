# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_error import DifyError
from ...models.dify_log_status_filter import DifyLogStatusFilter
from ...models.dify_workflow_log_page import DifyWorkflowLogPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    keyword: str | Unset = UNSET,
    status: DifyLogStatusFilter | Unset = UNSET,
    created_at_before: datetime.datetime | Unset = UNSET,
    created_at_after: datetime.datetime | Unset = UNSET,
    created_by_end_user_session_id: str | Unset = UNSET,
    created_by_account: str | Unset = UNSET,
    page: int | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["keyword"] = keyword

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    json_created_at_before: str | Unset = UNSET
    if not isinstance(created_at_before, Unset):
        json_created_at_before = created_at_before.isoformat()
    params["created_at__before"] = json_created_at_before

    json_created_at_after: str | Unset = UNSET
    if not isinstance(created_at_after, Unset):
        json_created_at_after = created_at_after.isoformat()
    params["created_at__after"] = json_created_at_after

    params["created_by_end_user_session_id"] = created_by_end_user_session_id

    params["created_by_account"] = created_by_account

    params["page"] = page

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/workflows/logs",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyError | DifyWorkflowLogPage | str | None:
    if response.status_code == 200:
        response_200 = DifyWorkflowLogPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = DifyError.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = DifyError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = DifyError.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = response.text
        return response_404

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyError | DifyWorkflowLogPage | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    keyword: str | Unset = UNSET,
    status: DifyLogStatusFilter | Unset = UNSET,
    created_at_before: datetime.datetime | Unset = UNSET,
    created_at_after: datetime.datetime | Unset = UNSET,
    created_by_end_user_session_id: str | Unset = UNSET,
    created_by_account: str | Unset = UNSET,
    page: int | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> Response[DifyError | DifyWorkflowLogPage | str]:
    """List the app's runs

     Newest first, by page number: while runs are added the pages shift, and an entry may come twice. An
    empty value
    in the query is refused, so leave out what is not wanted. Nothing filters runs that are running,
    paused or
    partly succeeded.

    Servers before 1.1 ignore the filters by time, those before 1.5 the ones by user and account,
    whatever their
    values are: they list the runs of everybody. Filter the entries again.

    Args:
        keyword (str | Unset): Text to find in the inputs, the outputs or the user; today also a
            whole run id. Only 30 characters count.
        status (DifyLogStatusFilter | Unset): Only runs that ended so.
        created_at_before (datetime.datetime | Unset): Only runs that began then or earlier, ISO
            8601. Documented servers ignore it.
        created_at_after (datetime.datetime | Unset): Only runs that began then or later, ISO
            8601. Documented servers ignore it.
        created_by_end_user_session_id (str | Unset): Only runs of this user: the `user` they were
            started with. Documented servers ignore it.
        created_by_account (str | Unset): Only runs of the account with this e-mail address.
            Documented servers ignore it.
        page (int | Unset): The page, from 1. The server's default is 1.
        limit (int | Unset): Entries a page, at most 100. The server's default is 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyWorkflowLogPage | str]
    """

    kwargs = _get_kwargs(
        keyword=keyword,
        status=status,
        created_at_before=created_at_before,
        created_at_after=created_at_after,
        created_by_end_user_session_id=created_by_end_user_session_id,
        created_by_account=created_by_account,
        page=page,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    keyword: str | Unset = UNSET,
    status: DifyLogStatusFilter | Unset = UNSET,
    created_at_before: datetime.datetime | Unset = UNSET,
    created_at_after: datetime.datetime | Unset = UNSET,
    created_by_end_user_session_id: str | Unset = UNSET,
    created_by_account: str | Unset = UNSET,
    page: int | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> DifyError | DifyWorkflowLogPage | str | None:
    """List the app's runs

     Newest first, by page number: while runs are added the pages shift, and an entry may come twice. An
    empty value
    in the query is refused, so leave out what is not wanted. Nothing filters runs that are running,
    paused or
    partly succeeded.

    Servers before 1.1 ignore the filters by time, those before 1.5 the ones by user and account,
    whatever their
    values are: they list the runs of everybody. Filter the entries again.

    Args:
        keyword (str | Unset): Text to find in the inputs, the outputs or the user; today also a
            whole run id. Only 30 characters count.
        status (DifyLogStatusFilter | Unset): Only runs that ended so.
        created_at_before (datetime.datetime | Unset): Only runs that began then or earlier, ISO
            8601. Documented servers ignore it.
        created_at_after (datetime.datetime | Unset): Only runs that began then or later, ISO
            8601. Documented servers ignore it.
        created_by_end_user_session_id (str | Unset): Only runs of this user: the `user` they were
            started with. Documented servers ignore it.
        created_by_account (str | Unset): Only runs of the account with this e-mail address.
            Documented servers ignore it.
        page (int | Unset): The page, from 1. The server's default is 1.
        limit (int | Unset): Entries a page, at most 100. The server's default is 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyWorkflowLogPage | str
    """

    return sync_detailed(
        client=client,
        keyword=keyword,
        status=status,
        created_at_before=created_at_before,
        created_at_after=created_at_after,
        created_by_end_user_session_id=created_by_end_user_session_id,
        created_by_account=created_by_account,
        page=page,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    keyword: str | Unset = UNSET,
    status: DifyLogStatusFilter | Unset = UNSET,
    created_at_before: datetime.datetime | Unset = UNSET,
    created_at_after: datetime.datetime | Unset = UNSET,
    created_by_end_user_session_id: str | Unset = UNSET,
    created_by_account: str | Unset = UNSET,
    page: int | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> Response[DifyError | DifyWorkflowLogPage | str]:
    """List the app's runs

     Newest first, by page number: while runs are added the pages shift, and an entry may come twice. An
    empty value
    in the query is refused, so leave out what is not wanted. Nothing filters runs that are running,
    paused or
    partly succeeded.

    Servers before 1.1 ignore the filters by time, those before 1.5 the ones by user and account,
    whatever their
    values are: they list the runs of everybody. Filter the entries again.

    Args:
        keyword (str | Unset): Text to find in the inputs, the outputs or the user; today also a
            whole run id. Only 30 characters count.
        status (DifyLogStatusFilter | Unset): Only runs that ended so.
        created_at_before (datetime.datetime | Unset): Only runs that began then or earlier, ISO
            8601. Documented servers ignore it.
        created_at_after (datetime.datetime | Unset): Only runs that began then or later, ISO
            8601. Documented servers ignore it.
        created_by_end_user_session_id (str | Unset): Only runs of this user: the `user` they were
            started with. Documented servers ignore it.
        created_by_account (str | Unset): Only runs of the account with this e-mail address.
            Documented servers ignore it.
        page (int | Unset): The page, from 1. The server's default is 1.
        limit (int | Unset): Entries a page, at most 100. The server's default is 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyWorkflowLogPage | str]
    """

    kwargs = _get_kwargs(
        keyword=keyword,
        status=status,
        created_at_before=created_at_before,
        created_at_after=created_at_after,
        created_by_end_user_session_id=created_by_end_user_session_id,
        created_by_account=created_by_account,
        page=page,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    keyword: str | Unset = UNSET,
    status: DifyLogStatusFilter | Unset = UNSET,
    created_at_before: datetime.datetime | Unset = UNSET,
    created_at_after: datetime.datetime | Unset = UNSET,
    created_by_end_user_session_id: str | Unset = UNSET,
    created_by_account: str | Unset = UNSET,
    page: int | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> DifyError | DifyWorkflowLogPage | str | None:
    """List the app's runs

     Newest first, by page number: while runs are added the pages shift, and an entry may come twice. An
    empty value
    in the query is refused, so leave out what is not wanted. Nothing filters runs that are running,
    paused or
    partly succeeded.

    Servers before 1.1 ignore the filters by time, those before 1.5 the ones by user and account,
    whatever their
    values are: they list the runs of everybody. Filter the entries again.

    Args:
        keyword (str | Unset): Text to find in the inputs, the outputs or the user; today also a
            whole run id. Only 30 characters count.
        status (DifyLogStatusFilter | Unset): Only runs that ended so.
        created_at_before (datetime.datetime | Unset): Only runs that began then or earlier, ISO
            8601. Documented servers ignore it.
        created_at_after (datetime.datetime | Unset): Only runs that began then or later, ISO
            8601. Documented servers ignore it.
        created_by_end_user_session_id (str | Unset): Only runs of this user: the `user` they were
            started with. Documented servers ignore it.
        created_by_account (str | Unset): Only runs of the account with this e-mail address.
            Documented servers ignore it.
        page (int | Unset): The page, from 1. The server's default is 1.
        limit (int | Unset): Entries a page, at most 100. The server's default is 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyWorkflowLogPage | str
    """

    return (
        await asyncio_detailed(
            client=client,
            keyword=keyword,
            status=status,
            created_at_before=created_at_before,
            created_at_after=created_at_after,
            created_by_end_user_session_id=created_by_end_user_session_id,
            created_by_account=created_by_account,
            page=page,
            limit=limit,
        )
    ).parsed
