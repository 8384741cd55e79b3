# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_run_order import SimRunOrder
from ...models.sim_run_page import SimRunPage
from ...models.sim_run_status_filter import SimRunStatusFilter
from ...models.sim_v2_error import SimV2Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    status: SimRunStatusFilter | Unset = UNSET,
    trigger: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    order: SimRunOrder | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params["trigger"] = trigger

    params["startDate"] = start_date

    params["endDate"] = end_date

    params["limit"] = limit

    params["cursor"] = cursor

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/workflows/{id}/runs".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimRunPage | SimV2Error | None:
    if response.status_code == 200:
        response_200 = SimRunPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = SimV2Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = SimV2Error.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = SimV2Error.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = SimV2Error.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = SimV2Error.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = SimV2Error.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = SimV2Error.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SimRunPage | SimV2Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    status: SimRunStatusFilter | Unset = UNSET,
    trigger: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    order: SimRunOrder | Unset = UNSET,
) -> Response[SimRunPage | SimV2Error]:
    """List a workflow's runs, page by page

     `nextCursor` is null on the last page. Send it back as `cursor` with the same filters and order;
    only `limit`
    may differ. A query value that is empty or given twice is a 400, as is a parameter that does not
    exist.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (SimRunStatusFilter | Unset): Only runs in this state. Runs that are still queued,
            or being redacted, can't be asked for.
        trigger (str | Unset): Only runs that this kind of trigger started, such as `api` or
            `schedule`.
        start_date (str | Unset): Only runs started at this time or later. ISO 8601 in UTC that
            ends in `Z`; the server refuses an offset and a date without a time.
        end_date (str | Unset): Only runs started at this time or earlier. ISO 8601 in UTC that
            ends in `Z`; not before `startDate`.
        limit (int | Unset): How many runs a page holds, 1-100. The server's default is 50.
        cursor (str | Unset): The `nextCursor` of the page before.
        order (SimRunOrder | Unset): By the time of start. The server's default is `desc`, the
            newest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunPage | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        status=status,
        trigger=trigger,
        start_date=start_date,
        end_date=end_date,
        limit=limit,
        cursor=cursor,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    status: SimRunStatusFilter | Unset = UNSET,
    trigger: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    order: SimRunOrder | Unset = UNSET,
) -> SimRunPage | SimV2Error | None:
    """List a workflow's runs, page by page

     `nextCursor` is null on the last page. Send it back as `cursor` with the same filters and order;
    only `limit`
    may differ. A query value that is empty or given twice is a 400, as is a parameter that does not
    exist.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (SimRunStatusFilter | Unset): Only runs in this state. Runs that are still queued,
            or being redacted, can't be asked for.
        trigger (str | Unset): Only runs that this kind of trigger started, such as `api` or
            `schedule`.
        start_date (str | Unset): Only runs started at this time or later. ISO 8601 in UTC that
            ends in `Z`; the server refuses an offset and a date without a time.
        end_date (str | Unset): Only runs started at this time or earlier. ISO 8601 in UTC that
            ends in `Z`; not before `startDate`.
        limit (int | Unset): How many runs a page holds, 1-100. The server's default is 50.
        cursor (str | Unset): The `nextCursor` of the page before.
        order (SimRunOrder | Unset): By the time of start. The server's default is `desc`, the
            newest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunPage | SimV2Error
    """

    return sync_detailed(
        id=id,
        client=client,
        status=status,
        trigger=trigger,
        start_date=start_date,
        end_date=end_date,
        limit=limit,
        cursor=cursor,
        order=order,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    status: SimRunStatusFilter | Unset = UNSET,
    trigger: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    order: SimRunOrder | Unset = UNSET,
) -> Response[SimRunPage | SimV2Error]:
    """List a workflow's runs, page by page

     `nextCursor` is null on the last page. Send it back as `cursor` with the same filters and order;
    only `limit`
    may differ. A query value that is empty or given twice is a 400, as is a parameter that does not
    exist.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (SimRunStatusFilter | Unset): Only runs in this state. Runs that are still queued,
            or being redacted, can't be asked for.
        trigger (str | Unset): Only runs that this kind of trigger started, such as `api` or
            `schedule`.
        start_date (str | Unset): Only runs started at this time or later. ISO 8601 in UTC that
            ends in `Z`; the server refuses an offset and a date without a time.
        end_date (str | Unset): Only runs started at this time or earlier. ISO 8601 in UTC that
            ends in `Z`; not before `startDate`.
        limit (int | Unset): How many runs a page holds, 1-100. The server's default is 50.
        cursor (str | Unset): The `nextCursor` of the page before.
        order (SimRunOrder | Unset): By the time of start. The server's default is `desc`, the
            newest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunPage | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        status=status,
        trigger=trigger,
        start_date=start_date,
        end_date=end_date,
        limit=limit,
        cursor=cursor,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    status: SimRunStatusFilter | Unset = UNSET,
    trigger: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    order: SimRunOrder | Unset = UNSET,
) -> SimRunPage | SimV2Error | None:
    """List a workflow's runs, page by page

     `nextCursor` is null on the last page. Send it back as `cursor` with the same filters and order;
    only `limit`
    may differ. A query value that is empty or given twice is a 400, as is a parameter that does not
    exist.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (SimRunStatusFilter | Unset): Only runs in this state. Runs that are still queued,
            or being redacted, can't be asked for.
        trigger (str | Unset): Only runs that this kind of trigger started, such as `api` or
            `schedule`.
        start_date (str | Unset): Only runs started at this time or later. ISO 8601 in UTC that
            ends in `Z`; the server refuses an offset and a date without a time.
        end_date (str | Unset): Only runs started at this time or earlier. ISO 8601 in UTC that
            ends in `Z`; not before `startDate`.
        limit (int | Unset): How many runs a page holds, 1-100. The server's default is 50.
        cursor (str | Unset): The `nextCursor` of the page before.
        order (SimRunOrder | Unset): By the time of start. The server's default is `desc`, the
            newest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunPage | SimV2Error
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            status=status,
            trigger=trigger,
            start_date=start_date,
            end_date=end_date,
            limit=limit,
            cursor=cursor,
            order=order,
        )
    ).parsed
