"""The application for a web server of your own: `gunicorn wsgi:app`. Settings come from the environment."""

from inspect_app.application import create_app

app = create_app()
