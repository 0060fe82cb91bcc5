"""What is in the images, and what is not."""

import io
import json
import tarfile

import docker
import pytest

from tests.architecture.manifests import IMAGES

pytestmark = pytest.mark.e2e

MOST_MEGABYTES = {"gateway": 350, "nli-contradiction": 550, "source-reliability": 550, "claim-extraction": 700}


@pytest.fixture(scope="module")
def engine(images: None) -> docker.DockerClient:  # noqa: ARG001
    return docker.from_env()


def printed(engine: docker.DockerClient, image: str, *command: str) -> str:
    output: bytes = engine.containers.run(
        f"{image}:0.1.0", list(command), remove=True, read_only=True, network_mode="none"
    )
    return output.decode()


def contents(engine: docker.DockerClient, image: str, path: str) -> bytes:
    """A file of an image, copied out: the log of a container may lack a last line without an end."""
    container = engine.containers.create(f"{image}:0.1.0")
    try:
        packed = b"".join(container.get_archive(path)[0])
    finally:
        container.remove()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        file = archive.extractfile(archive.getmembers()[0])
        assert file is not None
        return file.read()


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_is_small(engine: docker.DockerClient, image: str) -> None:
    assert engine.images.get(f"{image}:0.1.0").attrs["Size"] / 1e6 < MOST_MEGABYTES[image]


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_has_no_compiler_no_torch_and_no_root(engine: docker.DockerClient, image: str) -> None:
    found = "[shutil.which('gcc'), importlib.util.find_spec('torch'), os.getuid()]"
    program = f"import importlib.util, os, shutil; print({found})"
    assert printed(engine, image, "python", "-c", program).strip() == "[None, None, 10001]"


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_carries_its_bill_of_materials(engine: docker.DockerClient, image: str) -> None:
    bill = json.loads(contents(engine, image, "/app/bom.cdx.json"))
    assert bill["bomFormat"] == "CycloneDX"
    names = {component["name"] for component in bill["components"]}
    assert {image, "service-kit", "clashwire-proto", "grpcio"} <= names
    assert not names & {"pytest", "mypy", "torch", *(set(IMAGES) - {image})}
