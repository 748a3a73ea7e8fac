from aws_cdk import App
from saas import SaasStack

app = App()
SaasStack(app, "Saas")
app.synth()
