package org.shuguan.server.platform;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Reads constants of enums in addresses by the words that the API and the database know them by, see [Rows#word]:
/// `take-back` is `TAKE_BACK`.
@Configuration(proxyBeanMethods = false)
class WordConverter implements WebMvcConfigurer, ConverterFactory<String, Enum<?>> {
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverterFactory(this);
    }

    @Override
    public <T extends Enum<?>> Converter<String, T> getConverter(Class<T> type) {
        return word -> constant(type, word);
    }

    private static <T extends Enum<?>> @Nullable T constant(Class<T> type, String word) {
        if (word.isBlank()) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant ->
                        Rows.word(constant).equals(word) || constant.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no " + type.getSimpleName()));
    }
}
