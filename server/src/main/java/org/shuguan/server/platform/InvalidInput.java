package org.shuguan.server.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// Wrong input, collected: every field that is wrong is named at once, so that the reader mends a form in one go.
/// The sentence of an error is the text `invalid.<code>`.
public final class InvalidInput extends Refusal {
    private static final long serialVersionUID = 1L;

    /// @param field path of the field as the client named it, for example `items[3].title`
    /// @param code text key after `invalid.`
    public record FieldError(String field, String code, Map<String, Object> facts) {}

    private final transient List<FieldError> errors;

    public InvalidInput(List<FieldError> errors) {
        super("platform/invalid-input", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("count", errors.size()));
        this.errors = List.copyOf(errors);
    }

    public List<FieldError> errors() {
        return errors;
    }

    /// Collects what is wrong and throws once, at the end.
    public static final class Check {
        private final List<FieldError> errors = new ArrayList<>();

        public Check that(boolean right, String field, String code) {
            return that(right, field, code, Map.of());
        }

        public Check that(boolean right, String field, String code, Map<String, Object> facts) {
            if (!right) {
                errors.add(new FieldError(field, code, facts));
            }
            return this;
        }

        public boolean failed() {
            return !errors.isEmpty();
        }

        public void orRefuse() {
            if (failed()) {
                throw new InvalidInput(errors);
            }
        }
    }
}
