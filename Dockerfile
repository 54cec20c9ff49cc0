# Tillstream with an embedded Postgres for those who bring none. The data directory is /data:
#   docker build --tag tillstream:local .
#   docker run --init --rm --volume tillstream:/data tillstream:local generate --preset demo --days 14 --tour

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
# The dashboard is built below, when its sources are there.
RUN npm pkg delete scripts.prepare && npm ci --no-audit --no-fund
COPY tsconfig.json vite.config.ts vite.program.config.ts ./
COPY projections projections
COPY src src
# npm's Node is for machines that have an older one. The programs of Postgres are made runnable here, because the user
# that runs them may not write there; the build fails when they do not run.
RUN npm run -s build \
  && npm run -s build:dashboard \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/.bin node_modules/node-linux-* \
  && node --input-type=module --eval "\
    import { findPostgresPackage, preparePostgresBinaries } from '/app/dist/postgres-binaries.js'; \
    preparePostgresBinaries(findPostgresPackage(), undefined)"

FROM node:24.21.0-bookworm-slim AS run
ENV NODE_ENV=production \
  TILLSTREAM_PATHS_DATA=/data
WORKDIR /app
COPY LICENSE package.json ./
COPY bin bin
COPY dictionaries dictionaries
COPY migrations migrations
COPY scenarios scenarios
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/public public
RUN mkdir /data && chown node:node /data
VOLUME /data
# Postgres refuses root.
USER node
STOPSIGNAL SIGTERM
# Healthy is a log that can be read, and tables that can be asked.
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 \
  CMD node /app/bin/tillstream.js status --json || exit 1
ENTRYPOINT ["node", "--max-semi-space-size=16", "--initial-old-space-size=128", "/app/bin/tillstream.js"]
CMD ["--help"]
