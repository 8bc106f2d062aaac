"""Reads the google.rpc details of a failed call."""
from google.rpc import error_details_pb2, status_pb2


def details(error):
    """The details of a grpc.RpcError by message name; what an ordinary client would look at."""
    for key, value in error.trailing_metadata():
        if key == "grpc-status-details-bin":
            return unpack(status_pb2.Status.FromString(value))
    return {}


def unpack(status):
    found = {}
    for detail in status.details:
        name = detail.type_url.rsplit(".", 1)[-1]
        message = getattr(error_details_pb2, name)()
        detail.Unpack(message)
        found[name] = message
    return found
