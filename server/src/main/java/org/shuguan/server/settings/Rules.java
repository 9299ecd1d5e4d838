package org.shuguan.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// All rules that the modules declare in `rules/<module>.yaml`. An invalid declaration is a bug and stops the
/// start.
@Component
class Rules {
    private static final Pattern KEY = Pattern.compile("[a-z]+\\.[a-z][a-z-]*");
    private static final int USUAL_MOST = 1000;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// A declaration in the file. Exactly one of `number`, `text` and `codes` is set, depending on the kind.
    private record Written(
            Kind kind,
            @Nullable Integer number,
            @Nullable String text,
            @Nullable List<Code> codes,
            @Nullable Integer least,
            @Nullable Integer most,
            @Nullable String pattern,
            @Nullable List<String> among,
            String source,
            @Nullable String article,
            Mark mark,
            @Nullable LocalDate since) {
        Rule as(String key) {
            return new Rule(
                    key,
                    kind,
                    new RuleValue(number, text, codes),
                    least == null ? 1 : least,
                    most == null ? USUAL_MOST : most,
                    pattern,
                    among,
                    source,
                    article,
                    mark,
                    since);
        }
    }

    private final Map<String, Rule> rules;

    Rules() {
        Map<String, Rule> found = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:rules/*.yaml")) {
                String module = Objects.requireNonNull(file.getFilename()).replace(".yaml", "");
                read(file).forEach((key, written) -> {
                    Rule rule = checked(module, key, written);
                    if (found.put(key, rule) != null) {
                        throw new IllegalStateException("the rule " + key + " is declared twice");
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.rules = Map.copyOf(found);
    }

    private static Map<String, Written> read(Resource file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return YAML.readValue(in, new TypeReference<LinkedHashMap<String, Written>>() {});
        }
    }

    private static Rule checked(String module, String key, Written written) {
        if (!KEY.matcher(key).matches() || !key.startsWith(module + ".")) {
            throw new IllegalStateException(key + " in rules/" + module + ".yaml is not named " + module + ".<name>");
        }
        Rule rule = written.as(key);
        var check = new InvalidInput.Check();
        rule.check(rule.value(), check);
        if (!rule.value().isOf(rule.kind()) || check.failed()) {
            throw new IllegalStateException("the default of " + key + " is not within its own bounds: " + rule);
        }
        return rule;
    }

    /// @throws IllegalStateException if no module declares it, which is a bug of the caller
    Rule declared(String key) {
        Rule rule = rules.get(key);
        if (rule == null) {
            throw new IllegalStateException("no module declares a rule " + key);
        }
        return rule;
    }

    /// Null if there is none.
    @Nullable
    Rule find(String key) {
        return rules.get(key);
    }

    Collection<Rule> all() {
        return rules.values();
    }
}
