package org.shuguan.server.platform;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Reads constants of enums in addresses by the words that the API and the database know them by, see [Rows#word]:
/// `take-back` is `TAKE_BACK`. An empty text is no constant.
@Configuration(proxyBeanMethods = false)
class WordConverter implements WebMvcConfigurer, GenericConverter {
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(this);
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(new ConvertiblePair(String.class, Enum.class));
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
        if (!(source instanceof String word) || word.isBlank()) {
            return null;
        }
        return Arrays.stream(to.getType().getEnumConstants())
                .filter(constant -> constant instanceof Enum<?> one
                        && (Rows.word(one).equals(word) || one.name().equals(word)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        word + " is no " + to.getType().getSimpleName()));
    }
}
