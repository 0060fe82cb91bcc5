"""The claims of documents, from claim-extraction alone."""

from typing import Any

from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb2
from clashwire.claim_extraction.v1 import claim_extraction_pb2_grpc as pb2_grpc
from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import call, open_channel
from service_kit.logging import configure_logging
from standalone.progress import waiting
from standalone.session import temporary_extraction
from standalone.settings import Settings
