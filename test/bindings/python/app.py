from aws_cdk import App
from workspaces import Workspaces

app = App()
Workspaces(app, "Prod")
app.synth()
