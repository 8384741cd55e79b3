curl -X GET '${props.appDetail.api_base_url}/workflows/logs'\
 --header 'Authorization: Bearer {api_key}'
