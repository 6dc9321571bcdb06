// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One XML file of a model, as far as it must be known before MuJoCo sees it: its elements with
 * their lines and attributes. Document type declarations are refused, external entities never
 * looked up.
 *
 * @param name the file's name
 * @param elements in the order of the file
 */
record ModelXml(String name, List<Element> elements) {

  /**
   * An element.
   *
   * @param name in lower case, as MuJoCo takes any
   * @param line where it begins, from 1
   * @param attributes by name, in lower case
   */
  record Element(String name, int line, Map<String, String> attributes) {
    /** An attribute, empty where it is not given. */
    String attribute(String key) {
      return attributes.getOrDefault(key, "");
    }
  }

  /** Reads a file. Throws a ModelException with its line if it is not well formed. */
  static ModelXml parse(String name, byte[] content) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(content));
      try {
        requireUtf8(name, reader.getCharacterEncodingScheme());
        return new ModelXml(name, elements(name, reader));
      } finally {
        reader.close();
      }
    } catch (XMLStreamException error) {
      int line = error.getLocation() == null ? 0 : error.getLocation().getLineNumber();
      String text = error.getMessage().replaceAll("(?s)^ParseError at .*?Message: ", "");
      throw new ModelException(name, line, "XML is not well formed: " + text.strip(), error);
    }
  }

  private static List<Element> elements(String name, XMLStreamReader reader)
      throws XMLStreamException {
    List<Element> elements = new ArrayList<>();
    int line = 1;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new ModelException(
            name, line, "a document type declaration is refused; models need none: remove it");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        elements.add(element(reader, line));
      }
      // an element begins where what comes before it ends
      line = reader.getLocation().getLineNumber();
    }
    return List.copyOf(elements);
  }

  private static Element element(XMLStreamReader reader, int line) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(lower(reader.getAttributeLocalName(i)), reader.getAttributeValue(i));
    }
    return new Element(lower(reader.getLocalName()), line, attributes);
  }

  /** MuJoCo reads bytes and knows no other encoding: what it sees must be what is checked here. */
  private static void requireUtf8(String name, String encoding) {
    if (encoding != null && !encoding.matches("(?i)utf-?8|us-ascii")) {
      throw new ModelException(
          name, 1, "the encoding " + encoding + " is refused; save the file in UTF-8");
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
