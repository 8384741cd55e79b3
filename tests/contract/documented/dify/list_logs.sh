curl -X GET '${props.appDetail.api_base_url}/workflows/logs?limit=1' \
--header 'Authorization: Bearer {api_key}'
