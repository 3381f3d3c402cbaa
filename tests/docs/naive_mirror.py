# The script that README.md shows: it copies an image, waits for it, and has a bug.
import os
import time

import boto3


def images_in(region):
    return boto3.client("appstream", region, endpoint_url=os.environ["AWS_ENDPOINT_URL"])


images_in("us-east-1").copy_image(
    SourceImageName="golden", DestinationImageName="golden-eu", DestinationRegion="eu-west-1"
)
there = images_in("eu-west-1")
while there.describe_images(Names=["golden-eu"])["Images"][0]["State"] == "COPYING":
    time.sleep(0.01)
