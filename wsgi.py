"""The application for a web server of your own: `gunicorn wsgi:app`. Settings come from the environment."""

from inspect_app.serving import application

app = application()
