package org.shuguan.server.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// Who is notified of a comment, and what the audit record says of it.
class CommentEventTest {
    private static final OfficerId WRITER = OfficerId.fresh();
    private static final OfficerId NAMED = OfficerId.fresh();
    private static final UUID COMMENT = new UUID(0, 7);

    @ParameterizedTest
    @EnumSource
    void whoeverIsNamedIsLedToTheComment(CommentEvent.What what) throws IOException {
        CommentEvent event = event(what, false);
        assertThat(event.notifications()).singleElement().satisfies(notification -> {
            assertThat(notification.to()).containsExactly(new Recipient.Person(NAMED));
            assertThat(notification.except()).isEqualTo(WRITER);
            assertThat(notification.notice().link()).isEqualTo("/office/demands/1#comment-" + COMMENT);
            assertThat(texts()).containsKey("notice." + notification.notice().code());
        });
        assertThat(texts()).containsKey("audit." + event.action());
    }

    @Test
    void nobodyIsNotifiedOfWhatIsOnlyRecordedLater() {
        assertThat(event(CommentEvent.What.WRITE, true).notifications()).isEmpty();
    }

    private static CommentEvent event(CommentEvent.What what, boolean recordedLater) {
        return new CommentEvent(
                what,
                COMMENT,
                "demand",
                new UUID(0, 1),
                new UnitCode("01"),
                Comment.Audience.INTERNAL,
                List.of(new CommentEvent.Mentioned(NAMED, "数据", "/office/demands/1")),
                WRITER,
                "某",
                recordedLater);
    }

    private static Properties texts() throws IOException {
        return PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/comment.properties"));
    }
}
