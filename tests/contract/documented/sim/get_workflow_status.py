status = client.get_workflow_status("workflow-id")
print("Is deployed:", status.is_deployed)
