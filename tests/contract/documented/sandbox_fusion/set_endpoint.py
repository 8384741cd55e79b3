from penstock.sandbox_fusion import set_endpoint

set_endpoint("http://your-api-endpoint.com")
