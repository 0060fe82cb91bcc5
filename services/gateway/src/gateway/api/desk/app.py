"""Adds the desk to the gateway's application."""

from fastapi import FastAPI

from gateway.api.desk import check_page, clash_list, clash_page, live, sign_in, source_page, static_files
from gateway.api.desk.rendering import load_pages


def add_desk(app: FastAPI) -> None:
    app.state.desk_pages = load_pages()
    for module in (clash_list, clash_page, live, check_page, source_page, sign_in, static_files):
        app.include_router(module.router)
