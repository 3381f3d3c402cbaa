# SPDX-License-Identifier: Apache-2.0
"""Drives boto3 through the cases that standard input lists, and prints what it made of each.

A case is a line of JSON: {"name", "mode" (of retries), "faults", "call", "with"}. The answer is one, too:
{"name", "error" (class), "code", "message", "status", "has_request_id", "attempts", "result"}.
"""

import json
import os
import sys
import time
import urllib.request

import boto3
import botocore.config
import botocore.exceptions

# What lies between two attempts is boto3's business, and nobody wants to wait for it.
time.sleep = lambda seconds: None

URL = os.environ["FAKESTREAM_URL"]
IMAGES = [{"Name": f"image-{number:02}"} for number in range(60)] + [{"Name": "golden"}]


def control(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{URL}/_fakestream/{path}", data) as reply:
        return json.load(reply)


def client(mode):
    config = botocore.config.Config(retries={"mode": mode}, read_timeout=2)
    return boto3.client("appstream", endpoint_url=os.environ["AWS_ENDPOINT_URL"], config=config)


def call(appstream, case):
    if case["call"] == "all_images":
        pages = appstream.get_paginator("describe_images").paginate(MaxResults=25)
        return [image["Name"] for page in pages for image in page["Images"]]
    result = getattr(appstream, case["call"])(**case["with"])
    result.pop("ResponseMetadata")
    return result


def answer(case):
    control("scenario", {
        "version": 1, "name": case["name"],
        "given": {"images": IMAGES, "quotas": {"images": 100}},
        "faults": case["faults"],
    })
    said = {"name": case["name"], "error": "", "code": "", "message": "", "status": 200,
            "has_request_id": True, "result": None}
    try:
        said["result"] = call(client(case["mode"]), case)
    except botocore.exceptions.ClientError as error:
        said.update(error=type(error).__name__, code=error.response["Error"]["Code"],
                    message=error.response["Error"]["Message"],
                    status=error.response["ResponseMetadata"]["HTTPStatusCode"],
                    has_request_id="RequestId" in error.response["ResponseMetadata"])
    except Exception as error:  # botocore's own, and what its parsers let through
        said.update(error=type(error).__name__, status=0)
    said["attempts"] = control("state")["calls"]
    return said


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=lambda value: value.isoformat()), flush=True)
