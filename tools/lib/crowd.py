#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: crowd.py PORT

Measures how long a client waits that connects, sends one request and reads the reply: alone, and beside 1,000
idle connections and 64 clients that send a request one byte at a time. Prints both medians in microseconds and
their ratio: medians of five rounds, turn about.
"""

import multiprocessing
import resource
import socket
import statistics
import sys
import time

IDLE, SLOW, ROUNDS, REQUESTS = 1000, 64, 5, 4000
PAUSE = 0.01  # seconds between two bytes of a slow client

BODY = b'{"SourceImageName":"golden","DestinationImageName":"copy","DestinationRegion":"us-west-2"}'
REQUEST = (
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-amz-json-1.1\r\n"
    b"X-Amz-Target: PhotonAdminProxyService.CopyImage\r\nContent-Length: %d\r\n\r\n" % len(BODY)
) + BODY


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def wait_of_fresh_client(port):
    begin = time.perf_counter()
    with connect(port) as client:
        client.sendall(REQUEST)
        reply = client.recv(4096)
    assert reply.startswith(b"HTTP/1.1 400"), reply
    return (time.perf_counter() - begin) * 1e6


def median_wait(port):
    return statistics.median(wait_of_fresh_client(port) for _ in range(REQUESTS))


def crowd(port, is_here, is_over):
    idle = [connect(port) for _ in range(IDLE)]
    for client in idle:  # kept open after a request, as a pool of connections is
        client.sendall(REQUEST)
        client.recv(4096)
    slow = [connect(port) for _ in range(SLOW)]
    is_here.set()
    sent = 0
    while not is_over.is_set():
        byte = REQUEST[sent % len(REQUEST) :][:1]
        for client in slow:
            client.sendall(byte)
        sent += 1
        time.sleep(PAUSE)
    for client in idle + slow:
        client.close()


def median_wait_in_crowd(port):
    is_here, is_over = multiprocessing.Event(), multiprocessing.Event()
    others = multiprocessing.Process(target=crowd, args=(port, is_here, is_over))
    others.start()
    try:
        assert is_here.wait(60), "the crowd could not connect"
        return median_wait(port)
    finally:
        is_over.set()
        others.join()
        assert others.exitcode == 0, "a connection of the crowd was lost"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4096), most))
    port = int(sys.argv[1])
    rounds = [(median_wait(port), median_wait_in_crowd(port)) for _ in range(ROUNDS)]
    alone = statistics.median(one for one, _ in rounds)
    beside = statistics.median(other for _, other in rounds)
    print(f"{alone:.0f} {beside:.0f} {beside / alone:.2f}")


if __name__ == "__main__":
    main()
