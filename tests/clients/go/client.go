// SPDX-License-Identifier: Apache-2.0

// Drives AWS's SDK for Go through the cases that standard input lists, as boto3_client.py does.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/appstream"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

var url = os.Getenv("FAKESTREAM_URL")

type testCase struct {
	Name   string          `json:"name"`
	Faults json.RawMessage `json:"faults"`
	Call   string          `json:"call"`
	With   json.RawMessage `json:"with"`
}

type answer struct {
	Name         string      `json:"name"`
	Error        string      `json:"error"`
	Code         string      `json:"code"`
	Message      string      `json:"message"`
	Status       int         `json:"status"`
	HasRequestID bool        `json:"has_request_id"`
	Attempts     int         `json:"attempts"`
	Result       interface{} `json:"result"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func control(path string, body interface{}, reply interface{}) {
	var response *http.Response
	var err error
	if body == nil {
		response, err = http.Get(url + "/_fakestream/" + path)
	} else {
		text, problem := json.Marshal(body)
		must(problem)
		response, err = http.Post(url+"/_fakestream/"+path, "application/json", bytes.NewReader(text))
	}
	must(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(err)
	must(json.Unmarshal(text, reply))
}

func client() *appstream.Client {
	return appstream.New(appstream.Options{
		Region: os.Getenv("AWS_REGION"),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"}, nil
		}),
		EndpointResolver: appstream.EndpointResolverFromURL(os.Getenv("AWS_ENDPOINT_URL")),
		HTTPClient:       awshttp.NewBuildableClient().WithTimeout(2 * time.Second),
		// What lies between two attempts is the SDK's business, and nobody wants to wait for it.
		Retryer: retry.NewStandard(func(options *retry.StandardOptions) {
			options.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		}),
	})
}

func allImages(service *appstream.Client) (interface{}, error) {
	names := []string{}
	input := &appstream.DescribeImagesInput{MaxResults: aws.Int32(25)}
	pages := appstream.NewDescribeImagesPaginator(service, input)
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			return nil, err
		}
		for _, image := range page.Images {
			if image.CreatedTime == nil || image.CreatedTime.Year() != 2026 {
				return nil, errors.New("no time")
			}
			names = append(names, *image.Name)
		}
	}
	return names, nil
}

func call(service *appstream.Client, one testCase) (interface{}, error) {
	switch one.Call {
	case "copy_image":
		input := &appstream.CopyImageInput{}
		must(json.Unmarshal(one.With, input))
		output, err := service.CopyImage(context.Background(), input)
		if err != nil {
			return nil, err
		}
		return map[string]string{"DestinationImageName": *output.DestinationImageName}, nil
	case "delete_image":
		input := &appstream.DeleteImageInput{}
		must(json.Unmarshal(one.With, input))
		return service.DeleteImage(context.Background(), input)
	case "all_images":
		return allImages(service)
	}
	return nil, errors.New("unknown call " + one.Call)
}

func answerOf(one testCase) answer {
	images := []map[string]string{{"Name": "golden"}}
	for number := 0; number < 60; number++ {
		images = append(images, map[string]string{"Name": fmt.Sprintf("image-%02d", number)})
	}
	var done map[string]interface{}
	control("scenario", map[string]interface{}{
		"version": 1, "name": one.Name, "faults": one.Faults,
		"given": map[string]interface{}{"images": images, "quotas": map[string]int{"images": 100}},
	}, &done)

	said := answer{Name: one.Name, Status: 200, HasRequestID: true}
	result, err := call(client(), one)
	said.Result = result
	if err != nil {
		said.Error, said.Status, said.Result = "other", 0, nil
		var apiError smithy.APIError
		if errors.As(err, &apiError) {
			said.Error = strings.TrimPrefix(strings.TrimPrefix(fmt.Sprintf("%T", apiError), "*types."), "*smithy.")
			said.Code, said.Message = apiError.ErrorCode(), apiError.ErrorMessage()
		}
		var unreadable *smithy.DeserializationError
		if errors.As(err, &unreadable) {
			said.Error = "DeserializationError"
		}
		var unsent *smithyhttp.RequestSendError
		if errors.As(err, &unsent) {
			said.Error = "RequestSendError"
		}
		var response *awshttp.ResponseError
		if errors.As(err, &response) {
			said.Status, said.HasRequestID = response.HTTPStatusCode(), response.ServiceRequestID() != ""
		}
	}
	var state struct {
		Calls int `json:"calls"`
	}
	control("state", nil, &state)
	said.Attempts = state.Calls
	return said
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var one testCase
		must(json.Unmarshal(lines.Bytes(), &one))
		text, err := json.Marshal(answerOf(one))
		must(err)
		fmt.Println(string(text))
	}
}
