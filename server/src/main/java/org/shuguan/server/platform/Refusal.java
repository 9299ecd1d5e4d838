package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// Something understood and not granted. Each module's refusals extend this; one handler turns all of them into
/// problem details (RFC 9457), whose sentence is the text `refusal.<code>` in the reader's language with [#facts] as
/// named arguments.
public abstract class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Whose move it is. Alarms count [#US] and [#OUTSIDE], never [#USER].
    public enum Fault {
        USER,
        US,
        OUTSIDE
    }

    private final String code;
    private final HttpStatus status;
    private final Fault fault;
    private final transient Map<String, Object> facts;

    /// @param code stable, `<module>/<what-happened>`, for example `catalog/already-published`
    /// @param facts values that the sentence names; shown to the reader, so never a secret
    protected Refusal(String code, HttpStatus status, Fault fault, Map<String, Object> facts) {
        super(code + " " + facts);
        this.code = code;
        this.status = status;
        this.fault = fault;
        this.facts = Map.copyOf(facts);
    }

    protected Refusal(String code, HttpStatus status, Map<String, Object> facts) {
        this(code, status, Fault.USER, facts);
    }

    public String code() {
        return code;
    }

    public HttpStatus status() {
        return status;
    }

    public Fault fault() {
        return fault;
    }

    public Map<String, Object> facts() {
        return facts;
    }
}
