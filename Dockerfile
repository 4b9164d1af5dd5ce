# Two stages: build with the wrapper, run on a JRE as a user of its own.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp -q -Dquick -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/foretide --create-home foretide
COPY --from=build /src/app/target/foretide/lib /opt/foretide/lib
COPY LICENSE NOTICE /opt/foretide/
USER foretide
WORKDIR /var/lib/foretide
VOLUME /var/lib/foretide
EXPOSE 8700
ENV FORETIDE_HOME=/opt/foretide
ENV FORETIDE_JAVA_OPTS="-XX:+UseSerialGC -XX:MaxRAMPercentage=60 --enable-native-access=ALL-UNNAMED"
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["java", "-Xmx32m", "-cp", "/opt/foretide/lib/*", "io.foretide.app.Foretide", "health"]
ENTRYPOINT ["sh", "-c", "exec java $FORETIDE_JAVA_OPTS -cp '/opt/foretide/lib/*' io.foretide.app.Foretide \"$@\"", "foretide"]
CMD ["serve"]
