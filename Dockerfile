# Serves the built page (`./lens build` first) by nginx, as a user without rights, on port 8080:
#   docker build -t mta-sts-lens . && docker run --rm --read-only --tmpfs /tmp -p 8080:8080 mta-sts-lens
# The digest is that of the tag for all architectures.
FROM nginxinc/nginx-unprivileged:1.28.0-alpine@sha256:c97ff0bf7cbae369953c6da1232ec14ad9f971d66360c5698db0856a4cd657a0
COPY dist/_hosting/nginx.conf /etc/nginx/conf.d/default.conf
COPY dist /usr/share/nginx/html
