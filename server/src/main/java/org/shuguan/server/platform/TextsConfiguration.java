package org.shuguan.server.platform;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

@Configuration(proxyBeanMethods = false)
class TextsConfiguration {
    @Bean
    MessageSource messageSource() throws IOException {
        var messages = new ResourceBundleMessageSource();
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        messages.setBasenames(Arrays.stream(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:texts/*.properties"))
                .map(Resource::getFilename)
                .map(Objects::requireNonNull)
                .filter(name -> !name.contains("_"))
                .map(name -> "texts/" + name.substring(0, name.length() - ".properties".length()))
                .sorted()
                .toArray(String[]::new));
        return messages;
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(java.util.List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH));
        resolver.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
        return resolver;
    }
}
