package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Checks that `web/src/api/openapi.json`, from which the web client is generated, equals the server's
/// description. `-Dapi.write=true` rewrites it.
@SpringBootTest
class ApiDescriptionTest {
    private static final Path FILE = Path.of("../web/src/api/openapi.json");

    /// Made here: a context with one of its own would be one more server to start.
    @Autowired
    WebApplicationContext context;

    @Test
    void theWebsCopyOfTheApiDescriptionIsTheServers() throws Exception {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        String answer = MockMvcTester.from(
                        context,
                        mvc -> mvc.apply(SecurityMockMvcConfigurers.springSecurity())
                                .build())
                .get()
                .uri("/api/openapi")
                .with(user("reader"))
                .exchange()
                .getResponse()
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        ObjectNode description = (ObjectNode) mapper.readTree(answer);
        description.remove("servers");
        assertThat(description.at("/components/schemas").propertyNames())
                .as("schemas whose simple name two classes share")
                .noneMatch(name -> name.contains("org.shuguan."));
        String actual = mapper.writeValueAsString(sorted(mapper, description)) + "\n";
        if (Boolean.getBoolean("api.write") || !Files.exists(FILE)) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, actual);
        }
        assertThat(actual)
                .as("run: mvn -pl server -am test -Dtest=ApiDescriptionTest -Dapi.write=true, then npm run api in web/")
                .isEqualTo(Files.readString(FILE));
    }

    private static JsonNode sorted(JsonMapper mapper, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = mapper.createObjectNode();
                object.properties().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .forEach(entry -> copy.set(entry.getKey(), sorted(mapper, entry.getValue())));
                yield copy;
            }
            default -> node;
        };
    }
}
