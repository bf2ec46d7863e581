# Serves the built page (`./lens build` first) by nginx, as a user without rights, on port 8080:
#   docker build -t mta-sts-lens . && docker run --rm --read-only --tmpfs /tmp -p 8080:8080 mta-sts-lens
FROM nginxinc/nginx-unprivileged:1.28.0-alpine
COPY dist/_hosting/nginx.conf /etc/nginx/conf.d/default.conf
COPY dist /usr/share/nginx/html
