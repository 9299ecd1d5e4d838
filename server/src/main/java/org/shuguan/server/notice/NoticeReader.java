package org.shuguan.server.notice;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Texts;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Notices as sentences.
@Component
public class NoticeReader {
    /// A notice in words.
    ///
    /// @param link path of the page about it
    /// @param read whether the person has marked it as read
    public record Said(long id, String sentence, String link, boolean read) {}

    private final KeptNotices kept;
    private final Texts texts;
    private final JsonMapper json;

    NoticeReader(KeptNotices kept, Texts texts, JsonMapper json) {
        this.kept = kept;
        this.texts = texts;
        this.json = json;
    }

    /// The person's notices with these ids, oldest first. Those of others and those that are gone are not found.
    public List<Said> read(OfficerId officer, Collection<Long> ids, Locale locale) {
        return kept.of(officer, ids).stream()
                .map(notice -> new Said(notice.id(), sentence(locale, notice), notice.link(), notice.readAt() != null))
                .toList();
    }

    /// The sentence in the language of the current request.
    String sentence(KeptNotices.Kept notice) {
        return sentence(LocaleContextHolder.getLocale(), notice);
    }

    private String sentence(Locale locale, KeptNotices.Kept notice) {
        String code = notice.code();
        return texts.say(
                locale,
                // The sentence of a notice about a task is the task's own.
                code.startsWith("task.") ? code : "notice." + code,
                json.readValue(notice.facts(), new TypeReference<Map<String, String>>() {}));
    }
}
