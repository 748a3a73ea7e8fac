from aws_cdk import App
from pet_preference import PetPreferenceStack

app = App()
PetPreferenceStack(app, "PetPreference")
app.synth()
