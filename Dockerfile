# syntax=docker/dockerfile:1
# The service alone, installed from its wheel; Neo4j runs in a container of its own (docker-compose.yml).

FROM python:3.13-slim-trixie AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_NO_CACHE_DIR=1
# As constraints: what is installed has the version and one of the hashes of the lock file.
COPY requirements.lock ./
RUN python -m venv --without-pip /opt/enishi \
 && pip install pip==26.3 \
 && pip install --constraint requirements.lock hatchling
COPY pyproject.toml README.md LICENSE ./
COPY graph_models graph_models
COPY cypher cypher
COPY service service
COPY sample_data/demo sample_data/demo
RUN pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
 && sha256sum dist/*.whl | awk '{print "./" $2 " --hash=sha256:" $1}' > wheel.txt \
 && pip --python /opt/enishi/bin/python install --requirement wheel.txt --constraint requirements.lock

FROM python:3.13-slim-trixie
LABEL org.opencontainers.image.title="Enishi" \
      org.opencontainers.image.description="Relationship intelligence for B2B accounts on a Neo4j graph" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 enishi \
 && useradd --uid 10001 --gid enishi --no-create-home --home-dir /var/lib/enishi --shell /usr/sbin/nologin enishi \
 && install --directory --owner enishi --group enishi --mode 0700 /var/lib/enishi
COPY --from=build /opt/enishi /opt/enishi
ENV PATH=/opt/enishi/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ENISHI_HOME=/var/lib/enishi \
    ENISHI_PORT=8000
USER enishi
WORKDIR /var/lib/enishi
VOLUME /var/lib/enishi
EXPOSE 8000
ENTRYPOINT ["enishi"]
CMD ["serve"]
