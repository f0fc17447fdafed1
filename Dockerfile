FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never DO_NOT_TRACK=1 \
    PATH=/opt/newsledger/.venv/bin:$PATH \
    AIRFLOW_HOME=/srv/newsledger/airflow NEWSLEDGER_HOME=/srv/newsledger

RUN useradd --create-home --uid 50000 newsledger \
    && mkdir -p /srv/newsledger/airflow /opt/newsledger \
    && chown -R newsledger:newsledger /srv/newsledger /opt/newsledger
USER newsledger
WORKDIR /opt/newsledger

# The locks first: a change of our code leaves this layer as it is.
COPY --chown=newsledger requirements.lock requirements-celery.lock ./
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --quiet --disable-pip-version-check uv \
    && .venv/bin/uv pip install --quiet --requirement requirements-celery.lock

COPY --chown=newsledger pyproject.toml README.md ./
COPY --chown=newsledger include include
COPY --chown=newsledger dags dags
COPY --chown=newsledger dbt_project dbt_project
COPY --chown=newsledger tests/dumps tests/dumps
RUN .venv/bin/uv pip install --quiet --no-deps --editable .

ENTRYPOINT ["airflow"]
CMD ["version"]
