package org.shuguan.dataplane.source;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads the XML of office files as a stream. Elements and attributes are found by their local names, because the
/// strict and the transitional form of a format differ in nothing else that matters here.
final class Ooxml {
    private static final XMLInputFactory FACTORY = XMLInputFactory.newInstance();

    static {
        FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private Ooxml() {}

    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(in);
    }

    /// Goes on to the next start of an element.
    ///
    /// @return whether there is one
    static boolean nextElement(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }

    /// An attribute by its local name, with or without a namespace.
    static @Nullable String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /// An attribute of another namespace: the `r:id` of an element that has an `id` too.
    static @Nullable String foreignAttribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String namespace = xml.getAttributeNamespace(i);
            if (xml.getAttributeLocalName(i).equals(name) && namespace != null && !namespace.isEmpty()) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    static boolean isTrue(@Nullable String value) {
        return "1".equals(value) || "true".equals(value) || "on".equals(value);
    }

    /// A number of at most nine digits; the other value if it is none.
    static int number(@Nullable String text, int otherwise) {
        String plain = text == null ? "" : text.strip();
        return plain.matches("\\d{1,9}") ? Integer.parseInt(plain) : otherwise;
    }

    static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    /// Skips the rest of the element that the reader is at, with all elements inside.
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    /// Resolves `_x000D_`, the form in which a workbook keeps characters that XML cannot keep; `_x005F_` stands
    /// for the underscore of a text that looks like that.
    static String unescaped(String text) {
        int at = text.indexOf("_x");
        if (at < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0 && at + 7 <= text.length()) {
            int sign = text.charAt(at + 6) == '_' ? hexadecimal(text, at + 2) : -1;
            if (sign >= 0) {
                plain.append(text, from, at).append((char) sign);
                from = at + 7;
            }
            at = text.indexOf("_x", sign >= 0 ? from : at + 2);
        }
        return plain.append(text, from, text.length()).toString();
    }

    private static int hexadecimal(String text, int from) {
        int number = 0;
        for (int i = from; i < from + 4; i++) {
            char sign = text.charAt(i);
            int digit = sign < 128 ? Character.digit(sign, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * 16 + digit;
        }
        return number;
    }
}
