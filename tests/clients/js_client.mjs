// SPDX-License-Identifier: Apache-2.0
// Drives AWS's SDK for JavaScript through the cases that standard input lists, as boto3_client.py does;
// a case's mode is the protocol, json or cbor. The first argument is the folder of node_modules.
import { createRequire } from "node:module";
import readline from "node:readline";

const require = createRequire(process.argv[2] + "/");
const sdk = require("@aws-sdk/client-appstream");
const { AwsSmithyRpcV2CborProtocol } = require("@aws-sdk/core/protocols");

const url = process.env.FAKESTREAM_URL;
const images = Array.from({ length: 60 }, (_, i) => ({ Name: `image-${String(i).padStart(2, "0")}` }));

async function control(path, body) {
  const reply = await fetch(`${url}/_fakestream/${path}`, {
    method: body ? "POST" : "GET",
    body: body && JSON.stringify(body),
  });
  return reply.json();
}

function client(mode) {
  const cbor = { protocol: new AwsSmithyRpcV2CborProtocol({ defaultNamespace: "com.amazonaws.appstream" }) };
  return new sdk.AppStreamClient({
    endpoint: process.env.AWS_ENDPOINT_URL,
    requestHandler: { requestTimeout: 2000, throwOnRequestTimeout: true },
    ...(mode === "cbor" ? cbor : {}),
  });
}

async function allImages(appstream) {
  const names = [];
  let NextToken;
  do {
    const page = await appstream.send(new sdk.DescribeImagesCommand({ MaxResults: 25, NextToken }));
    if (!page.Images.every((image) => image.CreatedTime instanceof Date)) throw new Error("no time");
    names.push(...page.Images.map((image) => image.Name));
    NextToken = page.NextToken;
  } while (NextToken);
  return names;
}

async function call(appstream, { call: name, with: input }) {
  if (name === "all_images") return allImages(appstream);
  const command = name.split("_").map((word) => word[0].toUpperCase() + word.slice(1)).join("") + "Command";
  const { $metadata, ...result } = await appstream.send(new sdk[command](input));
  return result;
}

async function answer(one) {
  await control("scenario", {
    version: 1, name: one.name,
    given: { images: [...images, { Name: "golden" }], quotas: { images: 100 } },
    faults: one.faults,
  });
  const said = { name: one.name, error: "", code: "", message: "", status: 200, has_request_id: true, result: null };
  try {
    said.result = await call(client(one.mode), one);
  } catch (error) {
    said.error = error instanceof sdk.AppStreamServiceException ? error.constructor.name : error.name;
    said.code = error.name;
    said.message = error.message;
    said.status = error.$metadata?.httpStatusCode ?? 0;
    said.has_request_id = error.$metadata?.requestId !== undefined;
  }
  said.attempts = (await control("state")).calls;
  return said;
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
