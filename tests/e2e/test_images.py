"""What is in the images, and what is not."""

import json

import docker
import pytest

from tests.architecture.manifests import IMAGES
from tests.e2e.stack import build_images, why_not

pytestmark = pytest.mark.e2e

MOST_MEGABYTES = {"gateway": 350, "nli-contradiction": 550, "source-reliability": 550, "claim-extraction": 700}


@pytest.fixture(scope="module")
def engine() -> docker.DockerClient:
    if reason := why_not():
        pytest.skip(reason)
    build_images()
    return docker.from_env()


def printed(engine: docker.DockerClient, image: str, *command: str) -> str:
    output: bytes = engine.containers.run(
        f"{image}:0.1.0", list(command), remove=True, read_only=True, network_mode="none"
    )
    return output.decode()


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
    bill = json.loads(printed(engine, image, "cat", "/app/bom.cdx.json"))
    assert bill["bomFormat"] == "CycloneDX"
    names = {component["name"] for component in bill["components"]}
    assert {image, "service-kit", "clashwire-proto", "grpcio"} <= names
    assert not names & {"pytest", "mypy", "torch", *(set(IMAGES) - {image})}
