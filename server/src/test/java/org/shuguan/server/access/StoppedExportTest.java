package org.shuguan.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockHttpServletResponse;

/// A reader who goes away in the midst of an export has what was sent until then.
@SpringBootTest
class StoppedExportTest {
    @Autowired
    AuditController controller;

    @Autowired
    AuditTrail trail;

    @Autowired
    Institution institution;

    @Test
    void anExportThatStopsIsInTheRecord() {
        institution.enrol("停止导出");
        var actor = new Actor(
                UUID.randomUUID(),
                "stops",
                OfficerId.fresh(),
                "审计员",
                List.of(Capacity.own(Role.AUDITOR, UnitCode.CITY)));
        var query = new ListQuery(null, null, null, "");
        assertThatThrownBy(() -> controller.exportLines(query, actor, new Gone()))
                .hasMessage("the reader is gone");
        List<AuditEntry> exports =
                trail.list(new ListQuery(1, 50, null, "audit.export")).items();
        assertThat(exports)
                .first()
                .extracting(AuditEntry::facts)
                .asString()
                .contains("\"format\":\"jsonl\"", "\"outcome\":\"failed\"");
    }

    private static final class Gone extends MockHttpServletResponse {
        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(int one) throws IOException {
                    throw new IOException("the reader is gone");
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
