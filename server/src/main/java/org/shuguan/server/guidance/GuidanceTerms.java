package org.shuguan.server.guidance;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// The terms of inquiries and the topics of frequently asked questions, by the rules in force.
@Component
class GuidanceTerms {
    private static final String TOPICS = "guidance.topics";

    private final Map<Inquiry.Kind, Setting<Integer>> answer = new EnumMap<>(Inquiry.Kind.class);
    private final Setting<Integer> reply;
    private final Setting<List<Code>> topics;
    private final Settings settings;
    private final Calendar calendar;

    GuidanceTerms(Settings settings, Calendar calendar) {
        for (Inquiry.Kind kind : Inquiry.Kind.values()) {
            answer.put(kind, settings.workingDays("guidance." + kind.word()));
        }
        this.reply = settings.workingDays("guidance.reply");
        this.topics = settings.codes(TOPICS);
        this.settings = settings;
        this.calendar = calendar;
    }

    /// The last day for the answer to what was asked on the day.
    LocalDate answerDue(Inquiry.Kind kind, LocalDate asked) {
        return calendar.due(asked, Objects.requireNonNull(answer.get(kind)).on(asked));
    }

    /// The last day for the reply to what was asked back on the day.
    LocalDate replyDue(LocalDate askedBack) {
        return calendar.due(askedBack, reply.on(askedBack));
    }

    /// The topics that can be chosen today.
    List<Code> topics() {
        return topics.today();
    }

    boolean isTopic(String code) {
        return topics().stream().anyMatch(one -> one.code().equals(code));
    }

    /// The name of a topic in the reader's language, also of one that is not offered any more.
    String topicName(String code) {
        return settings.code(TOPICS, code)
                .map(one -> one.words(LocaleContextHolder.getLocale()))
                .orElse(code);
    }
}
