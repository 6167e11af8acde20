# Two images of one build: the server alone, and the tools of a release (docker build --target tools).
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The build holds the key anyway.
ARG NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
RUN NEXT_OUTPUT=standalone npm run build

FROM build AS tools
ENV NODE_ENV=production
ENTRYPOINT ["npm", "run"]
CMD ["db:migrate"]

FROM node:24-bookworm-slim AS server
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
ARG COMMIT
ENV COMMIT=$COMMIT
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://localhost:3000/api/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which would not pass SIGTERM on.
CMD ["node", "server.js"]
