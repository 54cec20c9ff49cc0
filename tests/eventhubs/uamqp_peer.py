"""Sends to and reads from an event hub with Microsoft's C implementation of AMQP, over TLS.

Usage: uamqp_peer.py HOST PORT KEY_NAME KEY HUB CERTIFICATE COUNT
Sends two messages to partition 0 in one batch and one to partition 1; then prints the bodies of partition 0, a line each,
until there were COUNT.
"""
import sys

from uamqp import ReceiveClient, SendClient, Source, authentication, message
from uamqp.message import BatchMessage, MessageProperties

host, port, key_name, key, hub, certificate, count = sys.argv[1:]


def sas(path):
    return authentication.SASTokenAuth.from_shared_access_key(
        f"sb://{host}/{path}", key_name, key, port=int(port), verify=certificate
    )


def event(number):
    return message.Message(
        body=f'{{"from":"uamqp","number":{number}}}'.encode(),
        properties=MessageProperties(message_id=f"uamqp-{number}", content_type=b"application/json"),
        application_properties={b"Table": b"store_opened"},
    )


def send(partition, messages):
    path = f"{hub}/Partitions/{partition}"
    client = SendClient(f"amqps://{host}/{path}", auth=sas(hub))
    client.queue_message(BatchMessage(data=messages))
    results = client.send_all_messages()
    client.close()
    if not all(str(result).endswith("SendComplete") for result in results):
        sys.exit(f"not sent: {results}")


send(0, [event(1), event(2)])
send(1, [event(3)])

source = Source(f"amqps://{host}/{hub}/ConsumerGroups/$Default/Partitions/0")
source.set_filter(b"amqp.annotation.x-opt-offset > '-1'")
receiver = ReceiveClient(source, auth=sas(hub), prefetch=10, timeout=3000)
printed = 0
while printed < int(count):
    # Ends with the first that come: there may be more.
    batch = receiver.receive_message_batch(max_batch_size=10, timeout=3000)
    if not batch:
        sys.exit(f"received {printed} of {count}")
    for received in batch:
        print(b"".join(received.get_data()).decode())
    printed += len(batch)
receiver.close()
