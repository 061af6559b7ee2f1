# The command line apireach, alone in its image: docker build -t apireach .
#   docker run --rm -v "$PWD:/work:ro" apireach check plan.json
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=0.0.0-dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /apireach ./cmd/apireach

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /apireach /usr/local/bin/apireach
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/apireach"]
