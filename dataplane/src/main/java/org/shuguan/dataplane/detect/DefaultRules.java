package org.shuguan.dataplane.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The defaults of the rules of a census, from `rules/census.yaml`, where the server reads them too.
public final class DefaultRules {
    private static final JsonNode RULES = read();

    private DefaultRules() {}

    /// @param name of the rule, without the leading `census.`
    public static int number(String name) {
        return RULES.required("census." + name).required("number").asInt();
    }

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(DefaultRules.class.getResourceAsStream("/rules/census.yaml"), "census.yaml")) {
            return YAMLMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
