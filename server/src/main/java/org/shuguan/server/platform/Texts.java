package org.shuguan.server.platform;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.draft.DraftTexts;
import org.shuguan.dataplane.source.LocalPaths;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// Sentences for people from `texts/<module>.properties` (Chinese, the default) and
/// `texts/<module>_en.properties`. Arguments are named, as `{unit}`, because the word order differs between
/// languages. What an argument says of the places of files on this machine is left out.
@Component
public class Texts {
    private static final Pattern ARGUMENT = Pattern.compile("\\{([A-Za-z]+)}");

    private final MessageSource messages;

    Texts(MessageSource messages) {
        this.messages = messages;
    }

    /// The sentence in the language of the current request; in Chinese outside of a request.
    public String say(String key, Map<String, ?> facts) {
        return say(LocaleContextHolder.getLocale(), key, facts);
    }

    public String say(String key) {
        return say(key, Map.of());
    }

    /// The words of grades, types and findings in the language of the current request.
    public static CensusTexts ofCensus() {
        return CensusTexts.in(LocaleContextHolder.getLocale());
    }

    /// The sentences about what is to be checked in a draft, in the language of the current request.
    public static DraftTexts ofDraft() {
        return DraftTexts.in(LocaleContextHolder.getLocale());
    }

    /// The sentence, where there is one: for words of things that a later release may no longer have.
    public Optional<String> find(String key) {
        return Optional.ofNullable(messages.getMessage(key, null, null, LocaleContextHolder.getLocale()));
    }

    /// The sentence in a language.
    ///
    /// @throws org.springframework.context.NoSuchMessageException for an unknown key, which is a bug
    public String say(Locale locale, String key, Map<String, ?> facts) {
        String sentence = messages.getMessage(key, null, locale);
        Map<String, ?> known = new TreeMap<>(facts);
        Matcher matcher = ARGUMENT.matcher(sentence);
        return matcher.replaceAll(found -> {
            Object value = known.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : LocalPaths.hidden(value.toString()));
        });
    }
}
