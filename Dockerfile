FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
COPY webroot webroot
RUN mvn -q -B package -DskipTests

FROM eclipse-temurin:17-jre
# A new volume has the owner and the rights of its directory.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/straightedge --create-home straightedge \
    && install --directory --mode=0700 --owner=straightedge --group=straightedge /var/lib/straightedge/data
COPY --from=build /build/target/straightedge.jar /opt/straightedge/
COPY --from=build /build/target/lib /opt/straightedge/lib
USER straightedge
WORKDIR /var/lib/straightedge
# Inside the container every interface, which needs accounts: the log has the link for the first administrator.
ENV STRAIGHTEDGE_HOST=0.0.0.0 \
    STRAIGHTEDGE_AUTH=local \
    STRAIGHTEDGE_DATA_DIR=/var/lib/straightedge/data \
    JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp
VOLUME /var/lib/straightedge/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
ENTRYPOINT ["java", "-jar", "/opt/straightedge/straightedge.jar"]
CMD ["serve", "--demo"]
