<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AttemptSentence</name>
    <message>
        <source>The URL is not one of http or https.</source>
        <translation>Die URL ist keine mit http oder https.</translation>
    </message>
    <message>
        <source>The name %1 has no address. %2</source>
        <translation>Der Name %1 hat keine Adresse. %2</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Nicht gesendet: %1</translation>
    </message>
    <message>
        <source>%1, port %2, is this server itself.</source>
        <translation>%1, Port %2, ist dieser Server selbst.</translation>
    </message>
    <message>
        <source>%1 is this machine, to which webhooks are sent only while the server listens on loopback alone.</source>
        <translation>%1 ist dieser Rechner, an den Webhooks nur gesendet werden, solange der Server nur auf Loopback lauscht.</translation>
    </message>
    <message>
        <source>%1 is an address of a private or special network, to which webhooks are sent only with --webhooks-allow-private.</source>
        <translation>%1 ist eine Adresse eines privaten oder besonderen Netzes, an die Webhooks nur mit --webhooks-allow-private gesendet werden.</translation>
    </message>
    <message>
        <source>%1 stands for no one machine.</source>
        <translation>%1 steht nicht für einen einzelnen Rechner.</translation>
    </message>
    <message>
        <source>No connection to %1, port %2: %3</source>
        <translation>Keine Verbindung zu %1, Port %2: %3</translation>
    </message>
    <message>
        <source>The name was not resolved within %1.</source>
        <translation>Der Name wurde nicht innerhalb von %1 aufgelöst.</translation>
    </message>
    <message>
        <source>No connection came about within %1.</source>
        <translation>Innerhalb von %1 kam keine Verbindung zustande.</translation>
    </message>
    <message>
        <source>The TLS handshake did not end within %1.</source>
        <translation>Der TLS-Handshake war nach %1 nicht beendet.</translation>
    </message>
    <message>
        <source>No answer came within %1.</source>
        <translation>Innerhalb von %1 kam keine Antwort.</translation>
    </message>
    <message>
        <source>The answer did not end within %1.</source>
        <translation>Die Antwort war nach %1 nicht beendet.</translation>
    </message>
    <message>
        <source>The answer is not HTTP, or its head is too large.</source>
        <translation>Die Antwort ist kein HTTP, oder ihr Kopf ist zu groß.</translation>
    </message>
    <message>
        <source>The body of the answer is malformed.</source>
        <translation>Der Body der Antwort ist fehlerhaft.</translation>
    </message>
    <message>
        <source>The connection ended within the answer&apos;s body.</source>
        <translation>Die Verbindung endete mitten im Body der Antwort.</translation>
    </message>
    <message>
        <source>The connection ended before an answer: %1</source>
        <translation>Die Verbindung endete vor einer Antwort: %1</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Die Verbindung wurde abgelehnt</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>Die Verbindung kam nicht rechtzeitig zustande</translation>
    </message>
    <message>
        <source>Host not found</source>
        <translation>Den Rechner gibt es nicht</translation>
    </message>
    <message>
        <source>Host unreachable</source>
        <translation>Der Rechner ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Network error</source>
        <translation>Netzwerkfehler</translation>
    </message>
    <message>
        <source>Network operation timed out</source>
        <translation>Das Netz hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>Network unreachable</source>
        <translation>Das Netz ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Out of resources</source>
        <translation>Dem System fehlen Ressourcen</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>Socket operation timed out</source>
        <translation>Das Netz hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>Temporary error</source>
        <translation>Vorübergehender Fehler</translation>
    </message>
    <message>
        <source>The remote host closed the connection</source>
        <translation>Der Empfänger hat die Verbindung geschlossen</translation>
    </message>
    <message>
        <source>Unable to write</source>
        <translation>Es konnte nichts geschrieben werden</translation>
    </message>
    <message>
        <source>No certificates could be verified</source>
        <translation>Kein Zertifikat konnte geprüft werden</translation>
    </message>
    <message>
        <source>One of the CA certificates is invalid</source>
        <translation>Eines der CA-Zertifikate ist ungültig</translation>
    </message>
    <message>
        <source>The certificate has expired</source>
        <translation>Das Zertifikat ist abgelaufen</translation>
    </message>
    <message>
        <source>The certificate is not yet valid</source>
        <translation>Das Zertifikat gilt noch nicht</translation>
    </message>
    <message>
        <source>The certificate is self-signed, and untrusted</source>
        <translation>Das Zertifikat ist selbst signiert und nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>The host name did not match any of the valid hosts for this certificate</source>
        <translation>Das Zertifikat gilt nicht für diesen Rechnernamen</translation>
    </message>
    <message>
        <source>The issuer certificate could not be found</source>
        <translation>Das Zertifikat des Ausstellers wurde nicht gefunden</translation>
    </message>
    <message>
        <source>The issuer certificate of a locally looked up certificate could not be found</source>
        <translation>Das Zertifikat des Ausstellers eines lokal gefundenen Zertifikats wurde nicht gefunden</translation>
    </message>
    <message>
        <source>The peer did not present any certificate</source>
        <translation>Die Gegenseite hat kein Zertifikat gezeigt</translation>
    </message>
    <message>
        <source>The root CA certificate is not trusted for this purpose</source>
        <translation>Dem Wurzelzertifikat wird für diesen Zweck nicht vertraut</translation>
    </message>
    <message>
        <source>The root certificate of the certificate chain is self-signed, and untrusted</source>
        <translation>Das Wurzelzertifikat der Zertifikatskette ist selbst signiert und nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>The signature of the certificate is invalid</source>
        <translation>Die Signatur des Zertifikats ist ungültig</translation>
    </message>
    <message>
        <source>The supplied certificate is unsuitable for this purpose</source>
        <translation>Das Zertifikat taugt nicht für diesen Zweck</translation>
    </message>
    <message>
        <source>Error during SSL handshake: %1</source>
        <translation>Fehler beim TLS-Handshake: %1</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>An autonomous agent and what it may do.</source>
        <translation>Ein selbständiger Agent und was er darf.</translation>
    </message>
    <message>
        <source>What people call it.</source>
        <translation>Wie man ihn nennt.</translation>
    </message>
    <message>
        <source>What it works as.</source>
        <translation>Als was er arbeitet.</translation>
    </message>
    <message>
        <source>What it is told to do.</source>
        <translation>Was ihm aufgetragen ist.</translation>
    </message>
    <message>
        <source>What it may do, each a boolean.</source>
        <translation>Was er darf, je ein Wahrheitswert.</translation>
    </message>
    <message>
        <source>Whatever you like.</source>
        <translation>Was immer Sie möchten.</translation>
    </message>
    <message>
        <source>Whether it works; active unless said otherwise.</source>
        <translation>Ob er arbeitet; ohne Angabe active.</translation>
    </message>
    <message>
        <source>A conversation that an agent has.</source>
        <translation>Ein Gespräch, das ein Agent führt.</translation>
    </message>
    <message>
        <source>The agent that has it.</source>
        <translation>Der Agent, der es führt.</translation>
    </message>
    <message>
        <source>Where it is had: web, email.</source>
        <translation>Wo es geführt wird: web, email.</translation>
    </message>
    <message>
        <source>How far it is.</source>
        <translation>Wie weit es ist.</translation>
    </message>
    <message>
        <source>How content the customer was, from 1 to 5.</source>
        <translation>Wie zufrieden der Kunde war, von 1 bis 5.</translation>
    </message>
    <message>
        <source>One message of a conversation.</source>
        <translation>Eine Nachricht eines Gesprächs.</translation>
    </message>
    <message>
        <source>The conversation that it belongs to.</source>
        <translation>Das Gespräch, zu dem sie gehört.</translation>
    </message>
    <message>
        <source>What it says.</source>
        <translation>Was sie sagt.</translation>
    </message>
    <message>
        <source>Who says it.</source>
        <translation>Wer es sagt.</translation>
    </message>
    <message>
        <source>When it was said; its creation unless said otherwise.</source>
        <translation>Wann es gesagt wurde; ohne Angabe bei der Anlage.</translation>
    </message>
    <message>
        <source>An order, with whatever members it has.</source>
        <translation>Eine Bestellung, mit beliebigen Feldern.</translation>
    </message>
    <message>
        <source>What a customer sends back of an order.</source>
        <translation>Was ein Kunde von einer Bestellung zurückschickt.</translation>
    </message>
    <message>
        <source>The order that it came with.</source>
        <translation>Die Bestellung, mit der es kam.</translation>
    </message>
</context>
<context>
    <name>CoreSentence</name>
    <message>
        <source>Not a namespace: it must be written kind/name.</source>
        <translation>Kein Namensraum: Er wird Art/Name geschrieben.</translation>
    </message>
    <message>
        <source>Expected JSON without a byte order mark.</source>
        <translation>JSON ohne Byte-Reihenfolge-Markierung wird erwartet.</translation>
    </message>
    <message>
        <source>Expected a value.</source>
        <translation>Ein Wert wird erwartet.</translation>
    </message>
    <message>
        <source>Expected the end of the text after the value.</source>
        <translation>Nach dem Wert wird das Ende des Textes erwartet.</translation>
    </message>
    <message>
        <source>Expected a member&apos;s name in double quotes, or &apos;}&apos;, after &apos;{&apos;.</source>
        <translation>Nach „{“ wird der Name eines Mitglieds in doppelten Anführungszeichen oder „}“ erwartet.</translation>
    </message>
    <message>
        <source>Expected a value, or &apos;]&apos;, after &apos;[&apos;.</source>
        <translation>Nach „[“ wird ein Wert oder „]“ erwartet.</translation>
    </message>
    <message>
        <source>Expected &apos;,&apos; or &apos;}&apos; after a member.</source>
        <translation>Nach einem Mitglied wird „,“ oder „}“ erwartet.</translation>
    </message>
    <message>
        <source>Expected &apos;,&apos; or &apos;]&apos; after an element.</source>
        <translation>Nach einem Element wird „,“ oder „]“ erwartet.</translation>
    </message>
    <message>
        <source>Expected a member&apos;s name in double quotes after &apos;,&apos;.</source>
        <translation>Nach „,“ wird der Name eines Mitglieds in doppelten Anführungszeichen erwartet.</translation>
    </message>
    <message>
        <source>Expected a value after &apos;,&apos;.</source>
        <translation>Nach „,“ wird ein Wert erwartet.</translation>
    </message>
    <message>
        <source>Expected &apos;:&apos; after a member&apos;s name.</source>
        <translation>Nach dem Namen eines Mitglieds wird „:“ erwartet.</translation>
    </message>
    <message>
        <source>Expected a value after &apos;:&apos;.</source>
        <translation>Nach „:“ wird ein Wert erwartet.</translation>
    </message>
    <message>
        <source>Expected &apos;true&apos;.</source>
        <translation>„true“ wird erwartet.</translation>
    </message>
    <message>
        <source>Expected &apos;false&apos;.</source>
        <translation>„false“ wird erwartet.</translation>
    </message>
    <message>
        <source>Expected &apos;null&apos;.</source>
        <translation>„null“ wird erwartet.</translation>
    </message>
    <message>
        <source>Expected &apos;&quot;&apos; at the end of a string.</source>
        <translation>Am Ende einer Zeichenkette wird „&quot;“ erwartet.</translation>
    </message>
    <message>
        <source>Expected control characters in a string to be escaped.</source>
        <translation>Steuerzeichen in einer Zeichenkette müssen maskiert sein.</translation>
    </message>
    <message>
        <source>Expected one of &quot; \ / b f n r t u after &apos;\&apos;.</source>
        <translation>Nach „\“ wird eines von &quot; \ / b f n r t u erwartet.</translation>
    </message>
    <message>
        <source>Expected four hexadecimal digits after &apos;\u&apos;.</source>
        <translation>Nach „\u“ werden vier hexadezimale Ziffern erwartet.</translation>
    </message>
    <message>
        <source>Expected valid UTF-8.</source>
        <translation>Gültiges UTF-8 wird erwartet.</translation>
    </message>
    <message>
        <source>Expected no digit after a number&apos;s leading zero.</source>
        <translation>Nach der führenden Null einer Zahl darf keine Ziffer stehen.</translation>
    </message>
    <message>
        <source>Expected a digit after &apos;-&apos;.</source>
        <translation>Nach „-“ wird eine Ziffer erwartet.</translation>
    </message>
    <message>
        <source>Expected a digit after &apos;.&apos;.</source>
        <translation>Nach „.“ wird eine Ziffer erwartet.</translation>
    </message>
    <message>
        <source>Expected a digit in a number&apos;s exponent.</source>
        <translation>Im Exponenten einer Zahl wird eine Ziffer erwartet.</translation>
    </message>
    <message>
        <source>Expected at most %1 levels of arrays and objects.</source>
        <translation>Höchstens %1 Ebenen von Listen und Objekten sind erlaubt.</translation>
    </message>
    <message>
        <source>The JSON text is larger than %1 bytes.</source>
        <translation>Der JSON-Text ist größer als %1 Bytes.</translation>
    </message>
    <message>
        <source>The store is closing.</source>
        <translation>Der Speicher wird gerade geschlossen.</translation>
    </message>
    <message>
        <source>The store was closed.</source>
        <translation>Der Speicher wurde geschlossen.</translation>
    </message>
    <message>
        <source>The work was given up before its end.</source>
        <translation>Die Arbeit wurde vor ihrem Ende aufgegeben.</translation>
    </message>
    <message>
        <source>This program follows the store, another one owns it.</source>
        <translation>Dieses Programm liest nur mit, ein anderes besitzt den Speicher.</translation>
    </message>
    <message>
        <source>Expected version %1, but the key does not exist.</source>
        <translation>Version %1 wurde erwartet, aber den Schlüssel gibt es nicht.</translation>
    </message>
    <message>
        <source>Expected version %1, but the key has %2.</source>
        <translation>Version %1 wurde erwartet, aber der Schlüssel hat %2.</translation>
    </message>
    <message>
        <source>History holds no version %1 of this key.</source>
        <translation>Der Verlauf enthält keine Version %1 dieses Schlüssels.</translation>
    </message>
    <message>
        <source>At version %1 the key was deleted; there is no value.</source>
        <translation>Mit Version %1 wurde der Schlüssel gelöscht; es gibt keinen Wert.</translation>
    </message>
    <message>
        <source>At version %1 the key expired; there is no value.</source>
        <translation>Mit Version %1 ist der Schlüssel abgelaufen; es gibt keinen Wert.</translation>
    </message>
    <message>
        <source>History holds no value of this key.</source>
        <translation>Der Verlauf enthält keinen Wert dieses Schlüssels.</translation>
    </message>
    <message>
        <source>The log does not reach back that far: it is complete behind change %1 only.</source>
        <translation>So weit reicht das Protokoll nicht zurück: Es ist erst nach Änderung %1 vollständig.</translation>
    </message>
    <message>
        <source>There is no change %1: the log ends at %2.</source>
        <translation>Eine Änderung %1 gibt es nicht: Das Protokoll endet bei %2.</translation>
    </message>
    <message>
        <source>The log knows no such operation.</source>
        <translation>Einen solchen Vorgang kennt das Protokoll nicht.</translation>
    </message>
    <message>
        <source>The log knows no such revision.</source>
        <translation>Eine solche Revision kennt das Protokoll nicht.</translation>
    </message>
    <message>
        <source>The log does not hold all of this operation.</source>
        <translation>Das Protokoll enthält nicht mehr alles von diesem Vorgang.</translation>
    </message>
    <message>
        <source>No namespace is named.</source>
        <translation>Kein Namensraum ist genannt.</translation>
    </message>
    <message>
        <source>The namespaces of system/ are Stateroom&apos;s own.</source>
        <translation>Die Namensräume von system/ gehören Stateroom selbst.</translation>
    </message>
    <message>
        <source>A namespace cannot be copied to itself.</source>
        <translation>Ein Namensraum kann nicht in sich selbst kopiert werden.</translation>
    </message>
    <message>
        <source>There is no key of this id.</source>
        <translation>Einen Schlüssel mit dieser Kennung gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no address to listen on.</source>
        <translation>Es gibt keine Adresse, an der zu lauschen wäre.</translation>
    </message>
    <message>
        <source>Other machines are served only where every API needs a key.</source>
        <translation>Andere Rechner werden nur bedient, wo jede API einen Schlüssel verlangt.</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The code of the language into which this is translated, such as de</extracomment>
        <translation>de</translation>
    </message>
    <message>
        <source>A key must have 1 to 4,096 bytes.</source>
        <translation>Ein Schlüssel muss 1 bis 4.096 Bytes lang sein.</translation>
    </message>
    <message>
        <source>A key of the integration API may have at most 256 characters.</source>
        <translation>Ein Schlüssel der Integration-API darf höchstens 256 Zeichen haben.</translation>
    </message>
    <message>
        <source>A key of the workflow API may have at most 1,024 bytes.</source>
        <translation>Ein Schlüssel der Workflow-API darf höchstens 1.024 Bytes lang sein.</translation>
    </message>
    <message>
        <source>A workflow id may have at most 1,024 bytes.</source>
        <translation>Die Kennung eines Workflows darf höchstens 1.024 Bytes lang sein.</translation>
    </message>
    <message>
        <source>The first key is not in force.</source>
        <translation>Der erste Schlüssel gilt nicht.</translation>
    </message>
</context>
<context>
    <name>DeliveryText</name>
    <message>
        <source>The receiver answered 410: it wants no more of this.</source>
        <translation>Der Empfänger hat mit 410 geantwortet: Er will nichts mehr davon.</translation>
    </message>
    <message>
        <source>The receiver answered %1 and led elsewhere, which is not followed. Give the webhook the URL that it leads to.</source>
        <translation>Der Empfänger hat mit %1 woandershin verwiesen; dem wird nicht gefolgt. Geben Sie dem Webhook die URL, auf die er verweist.</translation>
    </message>
    <message>
        <source>The receiver refused it (%1). It may check the signature with another secret than this webhook&apos;s.</source>
        <translation>Der Empfänger hat es abgelehnt (%1). Vielleicht prüft er die Signatur mit einem anderen Geheimnis als dem dieses Webhooks.</translation>
    </message>
    <message>
        <source>The receiver has nothing at this path that takes a POST (%1).</source>
        <translation>Der Empfänger hat unter diesem Pfad nichts, was ein POST annimmt (%1).</translation>
    </message>
    <message>
        <source>The receiver failed (%1). Its own log says of what.</source>
        <translation>Der Empfänger ist gescheitert (%1). Woran, steht in seinem eigenen Protokoll.</translation>
    </message>
    <message>
        <source>The receiver answered %1 instead of 2xx.</source>
        <translation>Der Empfänger hat mit %1 statt mit 2xx geantwortet.</translation>
    </message>
    <message>
        <source>There was no answer.</source>
        <translation>Es kam keine Antwort.</translation>
    </message>
    <message>
        <source>There was no answer. %1</source>
        <extracomment>%1 is a sentence</extracomment>
        <translation>Es kam keine Antwort. %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <comment>delivery</comment>
        <translation>wartet</translation>
    </message>
    <message>
        <source>tries again</source>
        <comment>delivery</comment>
        <translation>neuer Versuch</translation>
    </message>
    <message>
        <source>delivered</source>
        <comment>delivery</comment>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>delivery</comment>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>given up</source>
        <comment>delivery</comment>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>on hold</source>
        <extracomment>When something is sent: when its webhook is enabled again; a narrow column</extracomment>
        <translation>ruht</translation>
    </message>
    <message>
        <source>now</source>
        <extracomment>When something is sent</extracomment>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>The webhook is disabled: this is sent when it is enabled again.</source>
        <translation>Der Webhook ist abgeschaltet: Dies wird gesendet, wenn er wieder eingeschaltet ist.</translation>
    </message>
    <message numerus="yes">
        <source>It is not tried again by itself, after %Ln attempts.</source>
        <translation>
            <numerusform>Nach %Ln Versuch wird es von selbst nicht mehr versucht.</numerusform>
            <numerusform>Nach %Ln Versuchen wird es von selbst nicht mehr versucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was given up before it arrived.</source>
        <translation>Es wurde aufgegeben, bevor es ankam.</translation>
    </message>
    <message>
        <source>The body was rewritten so that JavaScript reads back just the bytes that were signed: a number that it cannot hold is rounded or null, members with numbers for names come first, of a name that stands twice the last one counts. REST shows the record as it is.</source>
        <translation>Der Body wurde umgeschrieben, damit JavaScript genau die signierten Bytes zurückliest: Eine Zahl, die es nicht darstellen kann, ist gerundet oder null, Felder mit Zahlen als Namen stehen vorn, von einem doppelten Namen zählt der letzte. REST zeigt den Datensatz, wie er ist.</translation>
    </message>
    <message>
        <source>The webhook is disabled: it gets no events. What waits is sent when it is enabled again.</source>
        <translation>Der Webhook ist abgeschaltet: Er bekommt keine Ereignisse. Was wartet, wird gesendet, wenn er wieder eingeschaltet ist.</translation>
    </message>
    <message>
        <source>The webhook was disabled because its receiver answered 410, that it wants no more. What waits is sent when it is enabled again.</source>
        <translation>Der Webhook wurde abgeschaltet, weil sein Empfänger mit 410 geantwortet hat, dass er nichts mehr will. Was wartet, wird gesendet, wenn er wieder eingeschaltet ist.</translation>
    </message>
    <message>
        <source>The webhook was disabled because %L1 deliveries wait: its receiver is not there, or too slow. They are sent when it is enabled again.</source>
        <translation>Der Webhook wurde abgeschaltet, weil %L1 Zustellungen warten: Sein Empfänger ist nicht da oder zu langsam. Sie werden gesendet, wenn er wieder eingeschaltet ist.</translation>
    </message>
    <message>
        <source>The webhook was disabled because a delivery has waited for a week: its receiver is not there. What waits is sent when it is enabled again.</source>
        <translation>Der Webhook wurde abgeschaltet, weil eine Zustellung eine Woche gewartet hat: Sein Empfänger ist nicht da. Was wartet, wird gesendet, wenn er wieder eingeschaltet ist.</translation>
    </message>
    <message>
        <source>The webhook is disabled because it has no secret to sign by: it came back by an import or an undo. Give it a new one.</source>
        <translation>Der Webhook ist abgeschaltet, weil ihm ein Geheimnis zum Signieren fehlt: Er kam durch einen Import oder ein Rückgängig zurück. Geben Sie ihm ein neues.</translation>
    </message>
    <message>
        <source>The webhook is disabled because its record is not what a webhook must be: it came by an import or a copy. Edit it, then enable it.</source>
        <translation>Der Webhook ist abgeschaltet, weil sein Datensatz nicht ist, was ein Webhook sein muss: Er kam durch einen Import oder eine Kopie. Bearbeiten Sie ihn und schalten Sie ihn dann ein.</translation>
    </message>
    <message>
        <source>The webhook is disabled because %L1 others are enabled, which is the most. Disable one that is not needed, then enable it.</source>
        <translation>Der Webhook ist abgeschaltet, weil %L1 andere eingeschaltet sind, mehr geht nicht. Schalten Sie einen ab, der nicht gebraucht wird, und dann diesen ein.</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>(Only the beginning is kept.)</source>
        <translation>(Nur der Anfang wird aufbewahrt.)</translation>
    </message>
    <message>
        <source>The attempt reports: %1</source>
        <extracomment>%1 is a sentence in English</extracomment>
        <translation>Der Versuch meldet: %1</translation>
    </message>
    <message>
        <source>There was no answer. The attempt reports: %1</source>
        <extracomment>%1 is a sentence in English</extracomment>
        <translation>Es kam keine Antwort. Der Versuch meldet: %1</translation>
    </message>
    <message>
        <source>(The body was large, and is kept no more.)</source>
        <translation>(Der Body war groß und wird nicht mehr aufbewahrt.)</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>The program that served this store has ended. Take over to write and to serve from this window.</source>
        <translation>Das Programm, das diesen Speicher bedient hat, ist beendet. Übernehmen Sie, um von diesem Fenster aus zu schreiben und zu bedienen.</translation>
    </message>
    <message>
        <source>The program could not be started anew. Close this window and open it again to take over.</source>
        <translation>Das Programm ließ sich nicht neu starten. Schließen Sie dieses Fenster und öffnen Sie es wieder, um zu übernehmen.</translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln Byte</numerusform>
            <numerusform>%Ln Byte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This is not valid.</source>
        <translation>Das ist nicht gültig.</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>Das ist zu groß.</translation>
    </message>
    <message>
        <source>This does not exist any more.</source>
        <translation>Das gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Someone else wrote this in the meantime.</source>
        <translation>Inzwischen hat jemand anderes das geschrieben.</translation>
    </message>
    <message>
        <source>History does not reach back that far.</source>
        <translation>So weit reicht die Historie nicht zurück.</translation>
    </message>
    <message>
        <source>The store can only be read here.</source>
        <translation>Der Speicher lässt sich hier nur lesen.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was saved.</source>
        <translation>Der Datenträger ist voll. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The disk or the database reported an error.</source>
        <translation>Datenträger oder Datenbank meldeten einen Fehler.</translation>
    </message>
    <message>
        <source>The store&apos;s file is damaged.</source>
        <translation>Die Datei des Speichers ist beschädigt.</translation>
    </message>
    <message>
        <source>The store&apos;s file was written by a newer version.</source>
        <translation>Die Datei des Speichers stammt von einer neueren Version.</translation>
    </message>
    <message>
        <source>Another program is using this.</source>
        <translation>Ein anderes Programm benutzt das gerade.</translation>
    </message>
    <message>
        <source>This was given up before it was done.</source>
        <translation>Das wurde vor dem Ende abgebrochen.</translation>
    </message>
    <message>
        <source>Something went wrong within Stateroom.</source>
        <translation>In Stateroom ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>The report: %1</source>
        <extracomment>Behind a sentence that says what failed; %1 is in English, as the system reported it</extracomment>
        <translation>Die Meldung: %1</translation>
    </message>
    <message>
        <source>Not an expression at %1: %2</source>
        <extracomment>An expression to filter with; %1 is a place in it, a number of characters</extracomment>
        <translation>Kein Ausdruck an Stelle %1: %2</translation>
    </message>
    <message>
        <source>Not an expression at %1.</source>
        <translation>Kein Ausdruck an Stelle %1.</translation>
    </message>
</context>
<context>
    <name>ExpressionError</name>
    <message>
        <source>\ at end of pattern</source>
        <translation>\ am Ende</translation>
    </message>
    <message>
        <source>\c at end of pattern</source>
        <translation>\c am Ende</translation>
    </message>
    <message>
        <source>unrecognized character follows \</source>
        <translation>unbekanntes Zeichen nach \</translation>
    </message>
    <message>
        <source>numbers out of order in {} quantifier</source>
        <translation>die Zahlen in {} stehen verkehrt herum</translation>
    </message>
    <message>
        <source>number too big in {} quantifier</source>
        <translation>die Zahl in {} ist zu groß</translation>
    </message>
    <message>
        <source>missing terminating ] for character class</source>
        <translation>] am Ende einer Zeichenklasse fehlt</translation>
    </message>
    <message>
        <source>range out of order in character class</source>
        <translation>ein Bereich in einer Zeichenklasse steht verkehrt herum</translation>
    </message>
    <message>
        <source>quantifier does not follow a repeatable item</source>
        <translation>vor dem Wiederholungszeichen steht nichts, das sich wiederholen ließe</translation>
    </message>
    <message>
        <source>unrecognized character after (? or (?-</source>
        <translation>unbekanntes Zeichen nach (? oder (?-</translation>
    </message>
    <message>
        <source>missing closing parenthesis</source>
        <translation>eine schließende Klammer fehlt</translation>
    </message>
    <message>
        <source>unmatched closing parenthesis</source>
        <translation>eine schließende Klammer ohne öffnende</translation>
    </message>
    <message>
        <source>reference to non-existent subpattern</source>
        <translation>die Gruppe, auf die verwiesen wird, gibt es nicht</translation>
    </message>
    <message>
        <source>lookbehind assertion is not fixed length</source>
        <translation>eine Rückschau muss eine feste Länge haben</translation>
    </message>
    <message>
        <source>length of lookbehind assertion is not limited</source>
        <translation>die Länge einer Rückschau muss begrenzt sein</translation>
    </message>
    <message>
        <source>branch too long in variable-length lookbehind assertion</source>
        <translation>eine Rückschau ist zu lang</translation>
    </message>
    <message>
        <source>unknown property after \P or \p</source>
        <translation>unbekannte Eigenschaft nach \P oder \p</translation>
    </message>
    <message>
        <source>malformed \P or \p sequence</source>
        <translation>nach \P oder \p fehlt die Eigenschaft</translation>
    </message>
</context>
<context>
    <name>MenuText</name>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>Tree of keys</source>
        <translation>Baum der Schlüssel</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <extracomment>Light or dark is chosen by the desktop</extracomment>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>About Stateroom</source>
        <translation>Über Stateroom</translation>
    </message>
    <message>
        <source>A workbench for application state.
Free software under the GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>Eine Werkbank für den Zustand von Anwendungen.
Freie Software unter der GNU General Public License, Version 3 oder später, ohne jede Gewähr.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Stateroom</source>
        <translation>Ü&amp;ber Stateroom</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>Sch&amp;lüssel</translation>
    </message>
    <message>
        <source>theme colours mode</source>
        <extracomment>Other words by which light and dark are looked for, in small letters</extracomment>
        <translation>theme thema farben modus</translation>
    </message>
    <message>
        <source>Appearance: like the system</source>
        <translation>Erscheinungsbild: wie das System</translation>
    </message>
    <message>
        <source>Appearance: light</source>
        <translation>Erscheinungsbild: hell</translation>
    </message>
    <message>
        <source>Appearance: dark</source>
        <translation>Erscheinungsbild: dunkel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>MutationText</name>
    <message>
        <source>applied</source>
        <extracomment>What has become of a mutation</extracomment>
        <translation>ausgeführt</translation>
    </message>
    <message>
        <source>duplicate</source>
        <extracomment>What has become of a mutation</extracomment>
        <translation>Duplikat</translation>
    </message>
    <message>
        <source>refused</source>
        <extracomment>What has become of a mutation</extracomment>
        <translation>abgelehnt</translation>
    </message>
</context>
<context>
    <name>NamespaceText</name>
    <message>
        <source>Workflows</source>
        <extracomment>Heading over the namespaces of the workflow API</extracomment>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>Integration</source>
        <extracomment>Heading over the namespaces of the integration API</extracomment>
        <translation>Integration</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <extracomment>Heading over the namespaces of the campaign API</extracomment>
        <translation>Kampagnen</translation>
    </message>
    <message>
        <source>Participants</source>
        <extracomment>Heading over what the campaign API keeps per person</extracomment>
        <translation>Teilnehmer</translation>
    </message>
    <message>
        <source>Business</source>
        <extracomment>Heading over the resources of the business API</extracomment>
        <translation>Business</translation>
    </message>
    <message>
        <source>global</source>
        <extracomment>The namespace that has no name of its own</extracomment>
        <translation>global</translation>
    </message>
    <message>
        <source>Variables</source>
        <extracomment>Heading over the definitions of the campaigns&apos; variables</extracomment>
        <translation>Variablen</translation>
    </message>
</context>
<context>
    <name>PartsText</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>ReceiverText</name>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>unsigned</source>
        <extracomment>Of a request: it bears no signature</extracomment>
        <translation>unsigniert</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>✓ verified</source>
        <translation>✓ gültig</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>The receiver refused this with %1 before it read it: it is not HTTP as it should be, comes from a page of another site, or is too large.</source>
        <translation>Der Empfänger hat dies mit %1 abgelehnt, bevor er es las: Es ist kein richtiges HTTP, kommt von einer Seite einer anderen Website oder ist zu groß.</translation>
    </message>
    <message>
        <source>It bears no signature of a kind that is known here, so anybody may have sent it.</source>
        <translation>Es trägt keine Signatur einer hier bekannten Art; jeder kann es gesendet haben.</translation>
    </message>
    <message>
        <source>It is signed, in %1. Give the secret above to have it checked.</source>
        <extracomment>%1 is the name of a header field</extracomment>
        <translation>Es ist signiert, in %1. Geben Sie oben das Geheimnis an, damit das geprüft wird.</translation>
    </message>
    <message>
        <source>It names the webhook %1, which is checked with the secret of that webhook: copy it there and give it above.</source>
        <extracomment>%1 is the id of a webhook; stands behind another sentence</extracomment>
        <translation>Es nennt den Webhook %1, zu dem dessen eigenes Geheimnis gehört: Kopieren Sie es dort und geben Sie es oben an.</translation>
    </message>
    <message>
        <source>Verified: the signature in %1 is that of this body by the secret.</source>
        <translation>Gültig: Die Signatur in %1 passt zu diesem Body und dem Geheimnis.</translation>
    </message>
    <message>
        <source>The signature in %1 is not that of this body by the secret. The sender has another secret, or the body was changed on its way.</source>
        <translation>Die Signatur in %1 passt nicht zu diesem Body und dem Geheimnis. Der Absender hat ein anderes Geheimnis, oder der Body wurde unterwegs geändert.</translation>
    </message>
    <message>
        <source>gone</source>
        <extracomment>What a sender was answered: nothing, it had gone; a narrow column</extracomment>
        <translation>weg</translation>
    </message>
    <message>
        <source>The sender had gone before it was answered.</source>
        <translation>Der Absender war weg, bevor er eine Antwort bekam.</translation>
    </message>
</context>
<context>
    <name>RecordRule</name>
    <message>
        <source>is required.</source>
        <translation>wird benötigt.</translation>
    </message>
    <message>
        <source>must be text.</source>
        <translation>muss Text sein.</translation>
    </message>
    <message>
        <source>must not be empty.</source>
        <translation>darf nicht leer sein.</translation>
    </message>
    <message>
        <source>must be a number from %1 to %2.</source>
        <translation>muss eine Zahl von %1 bis %2 sein.</translation>
    </message>
    <message>
        <source>must be a number from %1.</source>
        <translation>muss eine Zahl ab %1 sein.</translation>
    </message>
    <message>
        <source>must be a number to %1.</source>
        <translation>muss eine Zahl bis %1 sein.</translation>
    </message>
    <message>
        <source>must be a number.</source>
        <translation>muss eine Zahl sein.</translation>
    </message>
    <message>
        <source>must be true or false.</source>
        <translation>muss true oder false sein.</translation>
    </message>
    <message>
        <source>must be an object of booleans.</source>
        <translation>muss ein Objekt aus Wahrheitswerten sein.</translation>
    </message>
    <message>
        <source>must be an object.</source>
        <translation>muss ein Objekt sein.</translation>
    </message>
    <message>
        <source>must be a JSON object.</source>
        <translation>muss ein JSON-Objekt sein.</translation>
    </message>
    <message>
        <source>must be an array of at least one of %1.</source>
        <translation>muss ein Array aus mindestens einem von %1 sein.</translation>
    </message>
    <message>
        <source>must be one of %1.</source>
        <translation>muss eines von %1 sein.</translation>
    </message>
    <message>
        <source>must be an id of %1.</source>
        <translation>muss eine id aus %1 sein.</translation>
    </message>
    <message>
        <source>must be an http or https URL, such as https://example.com/hooks.</source>
        <translation>muss eine URL mit http oder https sein, etwa https://example.com/hooks.</translation>
    </message>
    <message>
        <source>must be a date, or a date and time such as 2024-01-15T10:30:00Z.</source>
        <translation>muss ein Datum sein, auch mit Uhrzeit wie 2024-01-15T10:30:00Z.</translation>
    </message>
    <message>
        <source>has an unknown operator: %1.</source>
        <translation>hat einen unbekannten Operator: %1.</translation>
    </message>
    <message>
        <source>needs an array for %1.</source>
        <translation>braucht ein Array für %1.</translation>
    </message>
    <message>
        <source>is not the path of a field.</source>
        <translation>ist kein Pfad eines Feldes.</translation>
    </message>
    <message>
        <source>has a number whose exponent is beyond 10^16.</source>
        <translation>hat eine Zahl mit einem Exponenten jenseits von 10^16.</translation>
    </message>
    <message>
        <source>has more than %1 values.</source>
        <translation>hat mehr als %1 Werte.</translation>
    </message>
    <message>
        <source>has more than %1 fields.</source>
        <translation>hat mehr als %1 Felder.</translation>
    </message>
    <message>
        <source>has more than %1 terms.</source>
        <translation>hat mehr als %1 Bedingungen.</translation>
    </message>
    <message>
        <source>needs one value.</source>
        <translation>braucht einen Wert.</translation>
    </message>
    <message>
        <source>needs true or false for $exists.</source>
        <translation>braucht true oder false für $exists.</translation>
    </message>
    <message>
        <source>stands more than once.</source>
        <translation>steht mehr als einmal.</translation>
    </message>
    <message>
        <source>is written filter[field]: %1.</source>
        <translation>wird als filter[feld] geschrieben, nicht als %1.</translation>
    </message>
    <message>
        <source>has a bracket that is not closed, or text behind one: %1.</source>
        <translation>hat eine Klammer, die nicht geschlossen ist, oder Text dahinter: %1.</translation>
    </message>
    <message>
        <source>must name a field, then an operator: %1.</source>
        <translation>muss ein Feld nennen, dann einen Operator: %1.</translation>
    </message>
    <message>
        <source>needs one value for %1; several are for $in and $nin.</source>
        <translation>braucht einen Wert für %1; mehrere gibt es bei $in und $nin.</translation>
    </message>
    <message>
        <source>is either one JSON text or stands in brackets, not both.</source>
        <translation>ist entweder ein JSON-Text oder steht in Klammern, nicht beides.</translation>
    </message>
    <message>
        <source>is not valid JSON at byte %1: %2</source>
        <translation>ist bei Byte %1 kein gültiges JSON: %2</translation>
    </message>
    <message>
        <source>must be valid UTF-8.</source>
        <translation>muss gültiges UTF-8 sein.</translation>
    </message>
    <message>
        <source>must not have more than %1 bytes.</source>
        <translation>darf höchstens %1 Byte haben.</translation>
    </message>
    <message>
        <source>must not have a user name or password.</source>
        <translation>darf weder Benutzernamen noch Passwort enthalten.</translation>
    </message>
    <message>
        <source>must not have a fragment (#).</source>
        <translation>darf kein Fragment (#) haben.</translation>
    </message>
    <message>
        <source>must not have port 0.</source>
        <translation>darf nicht Port 0 haben.</translation>
    </message>
    <message>
        <source>There are %1 webhooks already, and no more can be had.</source>
        <translation>Es gibt schon %1 Webhooks, mehr sind nicht möglich.</translation>
    </message>
    <message>
        <source>The webhook is disabled: set its status to enabled first.</source>
        <translation>Der Webhook ist abgeschaltet: Schalten Sie ihn zuerst ein.</translation>
    </message>
</context>
<context>
    <name>RecordText</name>
    <message>
        <source>There is no record %1.</source>
        <extracomment>%1 is an id</extracomment>
        <translation>Es gibt keinen Datensatz %1.</translation>
    </message>
    <message>
        <source>%1: there is no record %2.</source>
        <extracomment>%1 is the name of a field, %2 an id that stands in it</extracomment>
        <translation>%1: Es gibt keinen Datensatz %2.</translation>
    </message>
</context>
<context>
    <name>RequestText</name>
    <message>
        <source>The answer says: %1</source>
        <translation>Die Antwort sagt: %1</translation>
    </message>
    <message>
        <source>Nothing is served at this path, nor at one like it.</source>
        <translation>Unter diesem Pfad gibt es nichts, auch unter keinem ähnlichen.</translation>
    </message>
    <message>
        <source>Nothing is served at this path. The nearest that is: %1 (%2).</source>
        <translation>Unter diesem Pfad gibt es nichts. Der nächste, den es gibt: %1 (%2).</translation>
    </message>
    <message>
        <source>(Only the beginning was recorded.)</source>
        <translation>(Nur der Anfang wurde aufgezeichnet.)</translation>
    </message>
    <message>
        <source>(%1 of body, not recorded: bodies are kept only while that is turned on.)</source>
        <translation>(%1 Inhalt, nicht aufgezeichnet: Inhalte werden nur aufbewahrt, solange das eingeschaltet ist.)</translation>
    </message>
    <message>
        <source>Client left</source>
        <translation>Client ist gegangen</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Kein Schlüssel</translation>
    </message>
    <message>
        <source>Not a Bearer key</source>
        <translation>Kein Bearer-Schlüssel</translation>
    </message>
    <message>
        <source>Unknown key</source>
        <translation>Unbekannter Schlüssel</translation>
    </message>
    <message>
        <source>Key of %1</source>
        <extracomment>%1 is the name of an API</extracomment>
        <translation>Schlüssel von %1</translation>
    </message>
    <message>
        <source>Read-only key</source>
        <translation>Darf nur lesen</translation>
    </message>
    <message>
        <source>Outside the key&apos;s resources</source>
        <translation>Außerhalb des Schlüssels</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Unknown path</source>
        <translation>Unbekannter Pfad</translation>
    </message>
    <message>
        <source>Does not exist</source>
        <translation>Gibt es nicht</translation>
    </message>
    <message>
        <source>Wrong method</source>
        <translation>Falsche Methode</translation>
    </message>
    <message>
        <source>Host not allowed</source>
        <translation>Host nicht erlaubt</translation>
    </message>
    <message>
        <source>Origin not allowed</source>
        <translation>Origin nicht erlaubt</translation>
    </message>
    <message>
        <source>Page of another site</source>
        <translation>Seite einer anderen Site</translation>
    </message>
    <message>
        <source>https instead of http</source>
        <translation>https statt http</translation>
    </message>
    <message>
        <source>Malformed</source>
        <translation>Fehlerhaft</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Too slow</source>
        <translation>Zu langsam</translation>
    </message>
    <message>
        <source>Other version</source>
        <translation>Andere Version</translation>
    </message>
    <message>
        <source>Too many requests</source>
        <translation>Zu viele Anfragen</translation>
    </message>
    <message>
        <source>Too much at once</source>
        <translation>Zu viel auf einmal</translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>Datenträger voll</translation>
    </message>
    <message>
        <source>Store not writable</source>
        <translation>Nicht schreibbar</translation>
    </message>
    <message>
        <source>Defect of Stateroom</source>
        <translation>Fehler in Stateroom</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>The client closed the connection before the answer was there.</source>
        <translation>Der Client hat die Verbindung geschlossen, bevor die Antwort da war.</translation>
    </message>
    <message>
        <source>The %1 API needs a key, and the request bears none. Send the header Authorization: Bearer KEY, with a key from Connect.</source>
        <translation>Die API %1 braucht einen Schlüssel, und die Anfrage trägt keinen. Senden Sie den Header Authorization: Bearer SCHLÜSSEL, mit einem Schlüssel aus „Verbinden“.</translation>
    </message>
    <message>
        <source>The request&apos;s Authorization must read Bearer KEY; it is one word alone.</source>
        <translation>Authorization muss Bearer SCHLÜSSEL lauten; in der Anfrage ist es ein einziges Wort.</translation>
    </message>
    <message>
        <source>The request&apos;s Authorization must read Bearer KEY; it begins with %1.</source>
        <translation>Authorization muss Bearer SCHLÜSSEL lauten; in der Anfrage beginnt es mit %1.</translation>
    </message>
    <message>
        <source>The request&apos;s key is not in force here. It may have been revoked, belong to another store, or be cut off. Connect lists the keys.</source>
        <translation>Der Schlüssel der Anfrage gilt hier nicht. Er wurde vielleicht widerrufen, gehört zu einem anderen Speicher oder ist abgeschnitten. „Verbinden“ zeigt die Schlüssel.</translation>
    </message>
    <message>
        <source>The request&apos;s key belongs to the %1 API, which does not serve this path.</source>
        <translation>Der Schlüssel der Anfrage gehört zur API %1, die diesen Pfad nicht hat.</translation>
    </message>
    <message>
        <source>The path belongs to the %1 API, the request&apos;s key to the %2 API. Use a key of %1.</source>
        <translation>Der Pfad gehört zur API %1, der Schlüssel der Anfrage zur API %2. Nehmen Sie einen Schlüssel von %1.</translation>
    </message>
    <message>
        <source>The request&apos;s key may only read, and %1 writes.</source>
        <translation>Der Schlüssel der Anfrage darf nur lesen, und %1 schreibt.</translation>
    </message>
    <message>
        <source>The request&apos;s key is limited to %1, which does not cover this path.</source>
        <translation>Der Schlüssel der Anfrage ist auf %1 begrenzt; dieser Pfad gehört nicht dazu.</translation>
    </message>
    <message>
        <source>The caller may not do this.</source>
        <translation>Der Aufrufer darf das nicht.</translation>
    </message>
    <message>
        <source>The path is right, but what it names does not exist.</source>
        <translation>Der Pfad stimmt, aber was er nennt, gibt es nicht.</translation>
    </message>
    <message>
        <source>This path does not know %1. It knows %2.</source>
        <translation>Dieser Pfad kennt %1 nicht. Er kennt %2.</translation>
    </message>
    <message>
        <source>The request was sent to the host name %1, to which this server does not answer. If it is yours, start with --allow-host %1.</source>
        <translation>Die Anfrage ging an den Hostnamen %1, unter dem dieser Server nicht antwortet. Ist es Ihrer, starten Sie mit --allow-host %1.</translation>
    </message>
    <message>
        <source>A web page of %1 called, which may not. If it is yours, start with --allow-origin %1.</source>
        <translation>Eine Webseite von %1 hat aufgerufen und darf das nicht. Ist es Ihre, starten Sie mit --allow-origin %1.</translation>
    </message>
    <message>
        <source>A web page of another site called, without saying which. Pages must call with fetch, and their origin be let in by --allow-origin.</source>
        <translation>Eine Webseite einer anderen Site hat aufgerufen, ohne zu sagen, welche. Seiten müssen mit fetch aufrufen, und ihr Origin muss mit --allow-origin eingelassen sein.</translation>
    </message>
    <message>
        <source>The client speaks https, this server http. Begin its address with http://.</source>
        <translation>Der Client spricht https, dieser Server http. Beginnen Sie die Adresse mit http://.</translation>
    </message>
    <message>
        <source>The request is not as it should be.</source>
        <translation>Die Anfrage ist nicht, wie sie sein soll.</translation>
    </message>
    <message>
        <source>The request is too large.</source>
        <translation>Die Anfrage ist zu groß.</translation>
    </message>
    <message>
        <source>The request did not arrive in time: its end is missing. Its Content-Length may be larger than its body.</source>
        <translation>Die Anfrage kam nicht rechtzeitig an: Ihr Ende fehlt. Vielleicht ist Content-Length größer als ihr Inhalt.</translation>
    </message>
    <message>
        <source>The key has another version than the request expects. Read it again.</source>
        <translation>Der Eintrag hat eine andere Version, als die Anfrage erwartet. Lesen Sie ihn erneut.</translation>
    </message>
    <message>
        <source>The key&apos;s plan allows no more requests at the moment.</source>
        <translation>Der Tarif des Schlüssels erlaubt im Moment keine Anfragen mehr.</translation>
    </message>
    <message>
        <source>Too much is asked of the server at once.</source>
        <translation>Vom Server wird zu viel auf einmal verlangt.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was written.</source>
        <translation>Der Datenträger ist voll. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>The store cannot be written.</source>
        <translation>Der Speicher kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Something went wrong within Stateroom.</source>
        <translation>In Stateroom ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>The request was refused.</source>
        <translation>Die Anfrage wurde abgelehnt.</translation>
    </message>
</context>
<context>
    <name>ServerPlaces</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Skripte</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
</context>
<context>
    <name>ServerText</name>
    <message>
        <source>Another program serves this store. This window shows it, read-only.</source>
        <translation>Ein anderes Programm bedient diesen Speicher. Dieses Fenster zeigt ihn, ohne zu schreiben.</translation>
    </message>
    <message>
        <source>It is %1, process %2, running since %3.</source>
        <extracomment>Behind a sentence of another program: its name, the number of its process, since when it runs</extracomment>
        <translation>Es ist %1, Prozess %2, und läuft seit %3.</translation>
    </message>
    <message>
        <source>Port %1 is taken by another program.</source>
        <translation>Port %1 ist von einem anderen Programm belegt.</translation>
    </message>
    <message>
        <source>Programs cannot reach this store at the moment; you can still read and edit it here.</source>
        <translation>Programme erreichen diesen Speicher zurzeit nicht; lesen und bearbeiten lässt er sich hier trotzdem.</translation>
    </message>
</context>
<context>
    <name>StudioText</name>
    <message>
        <source>This is not JSON.</source>
        <translation>Das ist kein JSON.</translation>
    </message>
    <message>
        <source>A definition is not valid.</source>
        <translation>Eine Definition ist nicht gültig.</translation>
    </message>
    <message>
        <source>This is not allowed.</source>
        <translation>Das ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>Another definition is in the way.</source>
        <translation>Eine andere Definition steht im Weg.</translation>
    </message>
    <message>
        <source>The scope is full.</source>
        <translation>Der Bereich ist voll.</translation>
    </message>
    <message>
        <source>The variable is no longer declared.</source>
        <translation>Die Variable ist nicht mehr deklariert.</translation>
    </message>
    <message>
        <source>User</source>
        <extracomment>A scope of variables: the participant&apos;s own</extracomment>
        <translation>Person</translation>
    </message>
    <message>
        <source>Campaign</source>
        <extracomment>A scope of variables</extracomment>
        <translation>Kampagne</translation>
    </message>
    <message>
        <source>App</source>
        <extracomment>A scope of variables</extracomment>
        <translation>App</translation>
    </message>
    <message>
        <source>Shared by every campaign</source>
        <translation>Gemeinsam für alle Kampagnen</translation>
    </message>
    <message>
        <source>Shared by the apps of this campaign</source>
        <translation>Gemeinsam für die Apps dieser Kampagne</translation>
    </message>
    <message>
        <source>Of one app alone</source>
        <translation>Nur für eine App</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>string</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>Wahrheitswert</translation>
    </message>
    <message>
        <source>A number: whole from -2^63 to 2^63 - 1, or with decimals, such as 2.5.</source>
        <translation>Eine Zahl: ganz von -2^63 bis 2^63 - 1 oder mit Nachkommastellen wie 2.5.</translation>
    </message>
    <message>
        <source>Any text, an empty one too.</source>
        <translation>Beliebiger Text, auch ein leerer.</translation>
    </message>
    <message>
        <source>Either true or false.</source>
        <translation>Entweder true oder false.</translation>
    </message>
    <message>
        <source>not a number</source>
        <extracomment>What a stored value is not that should be a number</extracomment>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>not a string</source>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>not a boolean</source>
        <translation>kein Wahrheitswert</translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>now</source>
        <comment>age of an entry</comment>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>An age in seconds; a narrow column</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>An age in minutes; a narrow column</extracomment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>An age in hours; a narrow column</extracomment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A date of this year, in QDate&apos;s notation</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date of another year, in QDate&apos;s notation</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <extracomment>%1 is an age such as &quot;12 s&quot; or &quot;5 min&quot;</extracomment>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>Days until an entry expires; short</extracomment>
        <translation>%1 T.</translation>
    </message>
</context>
<context>
    <name>ValuePreview</name>
    <message numerus="yes">
        <source>%Ln items</source>
        <extracomment>How many elements an array has, within brackets</extracomment>
        <translation>
            <numerusform>%Ln Element</numerusform>
            <numerusform>%Ln Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>expired</source>
        <extracomment>What became of an entry, behind an arrow</extracomment>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>same value, expires %1</source>
        <extracomment>A write that kept the value; %1 is the moment when it is to expire now</extracomment>
        <translation>gleicher Wert, läuft ab %1</translation>
    </message>
    <message>
        <source>same value, no expiry</source>
        <extracomment>A write that kept the value</extracomment>
        <translation>gleicher Wert, läuft nicht ab</translation>
    </message>
    <message>
        <source>same value, written differently</source>
        <extracomment>A write that changed the order of members or the like, but no value</extracomment>
        <translation>derselbe Wert, anders geschrieben</translation>
    </message>
    <message>
        <source>+ more</source>
        <extracomment>Behind the first difference of two values</extracomment>
        <translation>+ weitere</translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <extracomment>Behind the first difference of two values: how many others there are</extracomment>
        <translation>+ %1 weitere</translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message>
        <source>default</source>
        <extracomment>Behind a value: nothing is stored, the default counts</extracomment>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>A variable without a value</extracomment>
        <translation>keiner</translation>
    </message>
    <message>
        <source>%1: counts as none</source>
        <extracomment>Behind a stored value; %1 is &quot;not a number&quot; or the like</extracomment>
        <translation>%1: zählt als keiner</translation>
    </message>
    <message>
        <source>%1: the default %2 counts</source>
        <extracomment>Behind a stored value; %1 is &quot;not a number&quot; or the like, %2 a value</extracomment>
        <translation>%1: die Vorgabe %2 zählt</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BrowsePlace</name>
    <message>
        <source>a new key</source>
        <translation>ein neuer Schlüssel</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Go to namespaces</source>
        <translation>Zu den Namensräumen</translation>
    </message>
    <message>
        <source>Go to keys</source>
        <translation>Zu den Schlüsseln</translation>
    </message>
    <message>
        <source>Go to the value</source>
        <translation>Zum Wert</translation>
    </message>
    <message>
        <source>Go to live changes</source>
        <translation>Zu den laufenden Änderungen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message numerus="yes">
        <source>%Ln edits have not been saved.</source>
        <translation>
            <numerusform>%Ln Änderung ist nicht gespeichert.</numerusform>
            <numerusform>%Ln Änderungen sind nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard and close</source>
        <translation>Verwerfen und schließen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Deleted keys…</source>
        <translation>Gelöschte Schlüssel…</translation>
    </message>
    <message>
        <source>Next unsaved edit</source>
        <translation>Nächste ungespeicherte Änderung</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Neuer Datensatz</translation>
    </message>
    <message>
        <source>Business records</source>
        <translation>Datensätze (Business)</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BulkActions</name>
    <message>
        <source>These values are too much to be copied.</source>
        <translation>Diese Werte sind zu viel, um kopiert zu werden.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys deleted.</source>
        <translation>
            <numerusform>%Ln Schlüssel gelöscht.</numerusform>
            <numerusform>%Ln Schlüssel gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys no longer expire.</source>
        <translation>
            <numerusform>%Ln Schlüssel läuft nicht mehr ab.</numerusform>
            <numerusform>%Ln Schlüssel laufen nicht mehr ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied as JSON.</source>
        <translation>Als JSON kopiert.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was undone: %Ln of these keys have been written since.</source>
        <translation>
            <numerusform>Nichts wurde rückgängig gemacht: %Ln dieser Schlüssel ist seither geschrieben worden.</numerusform>
            <numerusform>Nichts wurde rückgängig gemacht: %Ln dieser Schlüssel sind seither geschrieben worden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone: %Ln keys are as they were.</source>
        <translation>
            <numerusform>Rückgängig gemacht: %Ln Schlüssel ist wieder, wie er war.</numerusform>
            <numerusform>Rückgängig gemacht: %Ln Schlüssel sind wieder, wie sie waren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied: %1. Left alone, since they exist there: %2.</source>
        <translation>Kopiert: %1. Nicht angerührt, weil es sie dort gibt: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys copied.</source>
        <translation>
            <numerusform>%Ln Schlüssel kopiert.</numerusform>
            <numerusform>%Ln Schlüssel kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>History holds no deleted key of this namespace any more.</source>
        <translation>Der Verlauf enthält keinen gelöschten Schlüssel dieses Namensraums mehr.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys brought back.</source>
        <translation>
            <numerusform>%Ln Schlüssel zurückgeholt.</numerusform>
            <numerusform>%Ln Schlüssel zurückgeholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>No deleted key was left to bring back.</source>
        <translation>Kein gelöschter Schlüssel war mehr zurückzuholen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired keys stay gone: each can be brought back by itself from the list of deleted keys, without an expiry then.</source>
        <extracomment>After how many keys were brought back: those whose time was over were not</extracomment>
        <translation>
            <numerusform>%Ln abgelaufener Schlüssel bleibt weg: Er lässt sich einzeln aus der Liste gelöschter Schlüssel zurückholen, dann ohne Ablauf.</numerusform>
            <numerusform>%Ln abgelaufene Schlüssel bleiben weg: Jeder lässt sich einzeln aus der Liste gelöschter Schlüssel zurückholen, dann ohne Ablauf.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys that were written since stay as they are.</source>
        <translation>
            <numerusform>%Ln seither geschriebener Schlüssel bleibt, wie er ist.</numerusform>
            <numerusform>%Ln seither geschriebene Schlüssel bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Brought back: %1</source>
        <extracomment>%1 is a key</extracomment>
        <translation>Zurückgeholt: %1</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <extracomment>%1 is a key</extracomment>
        <translation>Gelöscht: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys expire at %1.</source>
        <extracomment>%1 is the moment</extracomment>
        <translation>
            <numerusform>%Ln Schlüssel läuft am %1 ab.</numerusform>
            <numerusform>%Ln Schlüssel laufen am %1 ab.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BulkNotice</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Undo the others</source>
        <translation>Die anderen rückgängig machen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BulkUndo</name>
    <message>
        <source>Undo the last bulk change</source>
        <translation>Letzte Massenänderung rückgängig machen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::CampaignsModel</name>
    <message numerus="yes">
        <source>%1, %Ln variables</source>
        <extracomment>Read aloud: the name of a campaign and how many variables it has</extracomment>
        <translation>
            <numerusform>%1, %Ln Variable</numerusform>
            <numerusform>%1, %Ln Variablen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::CampaignsPanel</name>
    <message>
        <source>New campaign</source>
        <translation>Neue Kampagne</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Kampagnen</translation>
    </message>
    <message>
        <source>spring-2027</source>
        <translation>fruehling-2027</translation>
    </message>
    <message>
        <source>Id of the campaign</source>
        <translation>Id der Kampagne</translation>
    </message>
    <message>
        <source>Id of the new campaign</source>
        <translation>Id der neuen Kampagne</translation>
    </message>
    <message>
        <source>An id has 1 to 256 bytes.</source>
        <translation>Eine Id hat 1 bis 256 Bytes.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ChoiceBar</name>
    <message numerus="yes">
        <source>%Ln chosen</source>
        <translation>
            <numerusform>%Ln gewählt</numerusform>
            <numerusform>%Ln gewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::CommandPalette</name>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Looking through all keys…</source>
        <translation>Alle Schlüssel werden durchsucht …</translation>
    </message>
    <message>
        <source>Nothing fits.</source>
        <translation>Nichts passt.</translation>
    </message>
    <message>
        <source>Choose it with the arrow keys first.</source>
        <translation>Erst mit den Pfeiltasten auswählen.</translation>
    </message>
    <message>
        <source>Search namespaces and keys, or run a command</source>
        <translation>Namensräume und Schlüssel suchen oder einen Befehl ausführen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ConnectPlace</name>
    <message>
        <source>Connect a program</source>
        <translation>Programm verbinden</translation>
    </message>
    <message>
        <source>The server listens on %1</source>
        <translation>Der Server lauscht auf %1</translation>
    </message>
    <message>
        <source>HTTPS is served on %1. A client has to trust its authority, %2.</source>
        <extracomment>%1 is a URL, %2 a file&apos;s path</extracomment>
        <translation>HTTPS gibt es auf %1. Ein Client muss der Zertifizierungsstelle dazu vertrauen, %2.</translation>
    </message>
    <message>
        <source>Copy URL</source>
        <translation>URL kopieren</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Another program serves this store: connect there. Its keys are made and revoked there, too.</source>
        <translation>Ein anderes Programm bedient diesen Speicher: Verbinden Sie sich dort. Auch seine Schlüssel werden dort erstellt und widerrufen.</translation>
    </message>
    <message>
        <source>The server does not listen, so no program can connect.</source>
        <translation>Der Server lauscht nicht; kein Programm kann sich verbinden.</translation>
    </message>
    <message>
        <source>Listen on another port</source>
        <translation>Auf anderem Port lauschen</translation>
    </message>
    <message>
        <source>The server starts…</source>
        <translation>Der Server startet …</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::CopyButton</name>
    <message>
        <source>Copied</source>
        <extracomment>In a button, for a moment: what it copies is on the clipboard</extracomment>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DeletedModel</name>
    <message>
        <source>Key</source>
        <comment>column</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Last value</source>
        <comment>column</comment>
        <translation>Letzter Wert</translation>
    </message>
    <message>
        <source>What</source>
        <comment>column</comment>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <comment>column</comment>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DeletedView</name>
    <message>
        <source>Bring all back</source>
        <translation>Alle zurückholen</translation>
    </message>
    <message>
        <source>Bring this key back</source>
        <translation>Diesen Schlüssel zurückholen</translation>
    </message>
    <message>
        <source>Close the list (Esc)</source>
        <translation>Die Liste schließen (Esc)</translation>
    </message>
    <message>
        <source>Deleted keys</source>
        <translation>Gelöschte Schlüssel</translation>
    </message>
    <message>
        <source>Nothing that history knows of was deleted here.</source>
        <translation>Hier wurde nichts gelöscht, von dem der Verlauf weiß.</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln keys</source>
        <translation>
            <numerusform>Der erste Schlüssel</numerusform>
            <numerusform>Die ersten %Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>No deleted keys</source>
        <translation>Keine gelöschten Schlüssel</translation>
    </message>
    <message>
        <source>All that were deleted. What expired comes back one by one.</source>
        <translation>Alle gelöschten. Abgelaufene kommen einzeln zurück.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Bring back</source>
        <extracomment>A button: the chosen key, which was deleted</extracomment>
        <translation>Zurückholen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DeliveriesModel</name>
    <message>
        <source>Time</source>
        <comment>column</comment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <comment>column</comment>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Record</source>
        <comment>column</comment>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column</comment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tries</source>
        <comment>column</comment>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Status</source>
        <comment>column</comment>
        <translation>Status</translation>
    </message>
    <message>
        <source>Next</source>
        <comment>column</comment>
        <extracomment>When it is tried next</extracomment>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>%1, compared with</source>
        <extracomment>%1 is a time; of a row in a list</extracomment>
        <translation>%1, Vergleichsgrundlage</translation>
    </message>
    <message>
        <source>%1: others are compared with this one</source>
        <extracomment>%1 is a time; a delivery</extracomment>
        <translation>%1: Mit dieser werden andere verglichen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DeliveryDetail</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Attempts and answers</source>
        <translation>Versuche und Antworten</translation>
    </message>
    <message>
        <source>a test</source>
        <translation>ein Test</translation>
    </message>
    <message>
        <source>sent again: %1</source>
        <extracomment>%1 is the id of a delivery</extracomment>
        <translation>erneut gesendet: %1</translation>
    </message>
    <message>
        <source>It has not been sent yet.</source>
        <translation>Es wurde noch nicht gesendet.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DiffModel</name>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>(the whole value)</source>
        <translation>(der ganze Wert)</translation>
    </message>
    <message>
        <source>Place</source>
        <comment>column</comment>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Difference</source>
        <comment>column</comment>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DifferencePane</name>
    <message>
        <source>Differences by line</source>
        <translation>Unterschiede nach Zeilen</translation>
    </message>
    <message>
        <source>Differences by structure</source>
        <translation>Unterschiede nach Struktur</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
    <message>
        <source>No difference but in how it is written</source>
        <translation>Kein Unterschied außer der Schreibweise</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EditSession</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Someone else wrote v%1 while you were editing v%2.</source>
        <translation>Inzwischen wurde v%1 geschrieben; Sie bearbeiten v%2.</translation>
    </message>
    <message>
        <source>This key was deleted while you were editing v%1.</source>
        <translation>Inzwischen wurde der Schlüssel gelöscht; Sie bearbeiten v%1.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Load theirs</source>
        <translation>Neue laden</translation>
    </message>
    <message>
        <source>Discard edit</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Theirs, v%1</source>
        <translation>Das andere, v%1</translation>
    </message>
    <message>
        <source>Theirs: deleted</source>
        <translation>Das andere: gelöscht</translation>
    </message>
    <message>
        <source>This key does not exist.</source>
        <translation>Diesen Schlüssel gibt es nicht.</translation>
    </message>
    <message>
        <source>This key has expired. You see its last value.</source>
        <translation>Dieser Schlüssel ist abgelaufen. Sie sehen seinen letzten Wert.</translation>
    </message>
    <message>
        <source>This key was deleted. You see its last value.</source>
        <translation>Dieser Schlüssel wurde gelöscht. Sie sehen seinen letzten Wert.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Not deleted: someone else wrote v%1 in the meantime.</source>
        <translation>Nicht gelöscht: Inzwischen hat jemand anderes v%1 geschrieben.</translation>
    </message>
    <message>
        <source>Delete it anyway</source>
        <translation>Trotzdem löschen</translation>
    </message>
    <message>
        <source>This key exists already.</source>
        <translation>Diesen Schlüssel gibt es schon.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>This key was deleted. Saving again creates it anew.</source>
        <translation>Dieser Schlüssel wurde gelöscht. Erneutes Speichern legt ihn neu an.</translation>
    </message>
    <message>
        <source>Create it anew</source>
        <translation>Neu anlegen</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>This webhook has got a secret to sign by. Copy it in Webhooks, for its receiver.</source>
        <translation>Dieser Webhook hat ein Geheimnis zum Signieren bekommen. Kopieren Sie es unter Webhooks für seinen Empfänger.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EmptyPlace</name>
    <message>
        <source>Command to try</source>
        <translation>Befehl zum Ausprobieren</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EndpointForm</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>URL that is called</source>
        <translation>URL, die aufgerufen wird</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Metadata, a JSON object of your own</source>
        <translation>Metadaten, ein eigenes JSON-Objekt</translation>
    </message>
    <message>
        <source>Every event</source>
        <translation>Jedes Ereignis</translation>
    </message>
    <message>
        <source>New webhook</source>
        <translation>Neuer Webhook</translation>
    </message>
    <message>
        <source>Make webhook</source>
        <translation>Webhook anlegen</translation>
    </message>
    <message>
        <source>Change the webhook</source>
        <translation>Webhook ändern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Choose at least one event.</source>
        <translation>Wählen Sie mindestens ein Ereignis.</translation>
    </message>
    <message>
        <source>The metadata must be a JSON object.</source>
        <translation>Die Metadaten müssen ein JSON-Objekt sein.</translation>
    </message>
    <message>
        <source>The metadata is not JSON. %1</source>
        <translation>Die Metadaten sind kein JSON. %1</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EndpointPanel</name>
    <message>
        <source>Send a test event</source>
        <translation>Testereignis senden</translation>
    </message>
    <message>
        <source>Change the webhook</source>
        <translation>Webhook ändern</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Abschalten</translation>
    </message>
    <message>
        <source>Disable the webhook, or enable it again</source>
        <extracomment>A command, where nothing else says what is disabled</extracomment>
        <translation>Webhook ab- oder wieder einschalten</translation>
    </message>
    <message>
        <source>Copy the secret</source>
        <translation>Geheimnis kopieren</translation>
    </message>
    <message>
        <source>Make a new secret</source>
        <translation>Neues Geheimnis erzeugen</translation>
    </message>
    <message>
        <source>Delete the webhook</source>
        <translation>Webhook löschen</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send the delivery again, or now</source>
        <extracomment>A command, where nothing else says what is sent</extracomment>
        <translation>Zustellung erneut oder sofort senden</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Copy the delivery as curl</source>
        <translation>Zustellung als curl kopieren</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare two deliveries</source>
        <translation>Zwei Zustellungen vergleichen</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Give the delivery up</source>
        <translation>Zustellung aufgeben</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Jetzt senden</translation>
    </message>
    <message>
        <source>Choose another delivery to compare this one with.</source>
        <translation>Wählen Sie eine andere Zustellung, mit der diese verglichen wird.</translation>
    </message>
    <message>
        <source>Delete the webhook %1? Its secret and its deliveries go with it. This can&apos;t be undone.</source>
        <translation>Den Webhook %1 löschen? Sein Geheimnis und seine Zustellungen gehen mit ihm. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message numerus="yes">
        <source>Delete the webhook %1? Its secret and its deliveries go with it, %Ln of which have not arrived. This can&apos;t be undone.</source>
        <translation>
            <numerusform>Den Webhook %1 löschen? Sein Geheimnis und seine Zustellungen gehen mit ihm, von denen %Ln noch nicht angekommen ist. Das lässt sich nicht rückgängig machen.</numerusform>
            <numerusform>Den Webhook %1 löschen? Sein Geheimnis und seine Zustellungen gehen mit ihm, von denen %Ln noch nicht angekommen sind. Das lässt sich nicht rückgängig machen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>The secret by which the receiver checks signatures. It can be copied at any time: %1</source>
        <translation>Das Geheimnis, mit dem der Empfänger Signaturen prüft. Es lässt sich jederzeit kopieren: %1</translation>
    </message>
    <message>
        <source>Hide it</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>The webhook has no secret. Make a new one.</source>
        <translation>Der Webhook hat kein Geheimnis. Erzeugen Sie ein neues.</translation>
    </message>
    <message>
        <source>The secret was copied. Give it to the receiver, which checks signatures by it.</source>
        <translation>Das Geheimnis wurde kopiert. Geben Sie es dem Empfänger, der damit Signaturen prüft.</translation>
    </message>
    <message>
        <source>every event</source>
        <translation>jedes Ereignis</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>No deliveries yet</source>
        <translation>Noch keine Zustellungen</translation>
    </message>
    <message>
        <source>Enable again</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>A webhook that is disabled gets no events.</source>
        <translation>Ein abgeschalteter Webhook bekommt keine Ereignisse.</translation>
    </message>
    <message>
        <source>What is sent appears here. Send a test event to try it.</source>
        <translation>Was gesendet wird, erscheint hier. Senden Sie zum Ausprobieren ein Testereignis.</translation>
    </message>
    <message>
        <source>What is sent appears here. Send a test event to try it, or let something happen:</source>
        <translation>Was gesendet wird, erscheint hier. Senden Sie zum Ausprobieren ein Testereignis, oder lassen Sie etwas geschehen:</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Ihn löschen</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Make a secret</source>
        <translation>Geheimnis erzeugen</translation>
    </message>
    <message>
        <source>Enable it again</source>
        <translation>Wieder einschalten</translation>
    </message>
    <message>
        <source>Make a new secret? A receiver that checks with the old one refuses what is sent from then on. This can&apos;t be undone.</source>
        <translation>Ein neues Geheimnis erzeugen? Ein Empfänger, der mit dem alten prüft, lehnt von da an ab, was gesendet wird. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>Das alte behalten</translation>
    </message>
    <message>
        <source>The body was large, and is kept no more.</source>
        <translation>Der Body war groß und wird nicht mehr aufbewahrt.</translation>
    </message>
    <message>
        <source>It waits: nothing is sent while Stateroom does not serve. Connect says why.</source>
        <translation>Es wartet: Nichts wird gesendet, solange Stateroom keine Anfragen bedient. Verbinden sagt, warum.</translation>
    </message>
    <message>
        <source>It is being sent now, or right after another attempt to this webhook. What the receiver answers appears here.</source>
        <translation>Es wird jetzt gesendet oder gleich nach einem anderen Versuch an diesen Webhook. Was der Empfänger antwortet, erscheint hier.</translation>
    </message>
    <message>
        <source>Show all deliveries</source>
        <translation>Alle Zustellungen zeigen</translation>
    </message>
    <message>
        <source>Filter deliveries</source>
        <translation>Zustellungen filtern</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Alle Zustände</translation>
    </message>
    <message>
        <source>No delivery passes the filter</source>
        <translation>Keine Zustellung passt zum Filter</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EndpointsModel</name>
    <message>
        <source>disabled</source>
        <translation>abgeschaltet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln wartet</numerusform>
            <numerusform>%Ln warten</numerusform>
        </translation>
    </message>
    <message>
        <source>URL</source>
        <comment>column</comment>
        <translation>URL</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column</comment>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntriesModel</name>
    <message>
        <source>%1 has an unsaved edit</source>
        <extracomment>Tooltip of a key whose edit has not been saved</extracomment>
        <translation>%1 hat eine ungespeicherte Änderung</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>column</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>column</comment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>column</comment>
        <extracomment>Column with an entry&apos;s version; narrow</extracomment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Age</source>
        <comment>column</comment>
        <extracomment>Column that says how long ago an entry was written; narrow</extracomment>
        <translation>Alter</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>Expires</source>
        <comment>column</comment>
        <extracomment>Column that counts down to the moment when an entry expires; narrow</extracomment>
        <translation>Ablauf</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntriesPanel</name>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Edit value</source>
        <translation>Wert bearbeiten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Schlüssel</translation>
    </message>
    <message>
        <source>What programs write to %1 appears here.</source>
        <translation>Was Programme in %1 schreiben, erscheint hier.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln keys</source>
        <extracomment>How many keys pass the filter, of how many</extracomment>
        <translation>
            <numerusform>%1 von %Ln Schlüssel</numerusform>
            <numerusform>%1 von %Ln Schlüsseln</numerusform>
        </translation>
    </message>
    <message>
        <source>No key matches</source>
        <translation>Kein Schlüssel passt</translation>
    </message>
    <message>
        <source>Esc in the filter shows all keys again.</source>
        <translation>Esc im Filter zeigt wieder alle Schlüssel.</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Expiry</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>Schlüssel filtern</translation>
    </message>
    <message>
        <source>Show keys as a tree</source>
        <translation>Schlüssel als Baum zeigen</translation>
    </message>
    <message>
        <source>Sort by key</source>
        <translation>Nach Schlüssel ordnen</translation>
    </message>
    <message>
        <source>Sort by version</source>
        <translation>Nach Version ordnen</translation>
    </message>
    <message>
        <source>Sort by age</source>
        <translation>Nach Alter ordnen</translation>
    </message>
    <message>
        <source>In 1 minute</source>
        <translation>In 1 Minute</translation>
    </message>
    <message>
        <source>In 1 hour</source>
        <translation>In 1 Stunde</translation>
    </message>
    <message>
        <source>In 1 day</source>
        <translation>In 1 Tag</translation>
    </message>
    <message>
        <source>In 1 week</source>
        <translation>In 1 Woche</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>Keys shall not expire</extracomment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Split keys at %1</source>
        <extracomment>How keys are split into a tree: at this sign</extracomment>
        <translation>Schlüssel an %1 teilen</translation>
    </message>
    <message>
        <source>Copy keys</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Expiry: %1</source>
        <extracomment>A command: the chosen keys shall expire then, or never</extracomment>
        <translation>Ablauf: %1</translation>
    </message>
    <message>
        <source>Filter keys, or /expression/</source>
        <translation>Schlüssel filtern oder /Ausdruck/</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntryHead</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A namespace is written kind/name, such as workflow/wf-1.</source>
        <translation>Ein Namensraum wird Art/Name geschrieben, etwa workflow/wf-1.</translation>
    </message>
    <message>
        <source>The key is still missing.</source>
        <translation>Der Schlüssel fehlt noch.</translation>
    </message>
    <message>
        <source>The key is longer than 1,024 bytes.</source>
        <translation>Der Schlüssel ist länger als 1.024 Bytes.</translation>
    </message>
    <message>
        <source>Namespace of the new key</source>
        <translation>Namensraum des neuen Schlüssels</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>%1 is how the id of a record begins</extracomment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>by %1</source>
        <extracomment>Who wrote an entry: the id of an API key</extracomment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>expires in %1</source>
        <extracomment>%1 is a countdown such as 3:12</extracomment>
        <translation>läuft ab in %1</translation>
    </message>
    <message>
        <source>More about this entry</source>
        <translation>Mehr zu diesem Eintrag</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1… when saved</source>
        <translation>%1… beim Speichern</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ExchangeView</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Waiting for the answer</source>
        <translation>Antwort steht aus</translation>
    </message>
    <message>
        <source>Reading changes nothing.</source>
        <translation>Lesen ändert nichts.</translation>
    </message>
    <message>
        <source>Nothing was changed: this mutation_id had been used, and the answer is the first one&apos;s.</source>
        <translation>Nichts wurde geändert: Diese mutation_id war verbraucht, und die Antwort ist die der ersten Anfrage.</translation>
    </message>
    <message>
        <source>Nothing was changed: the request was refused.</source>
        <translation>Nichts wurde geändert: Die Anfrage wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ExpiryBar</name>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Never expires</source>
        <translation>Läuft nie ab</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>15 min, 2 h, 1 d 12 h</source>
        <translation>15 min, 2 h, 1 d 12 h</translation>
    </message>
    <message>
        <source>Not a time span</source>
        <translation>Keine Zeitspanne</translation>
    </message>
    <message>
        <source>Leave it as it is (Esc)</source>
        <translation>So lassen (Esc)</translation>
    </message>
    <message numerus="yes">
        <source>Expiry of %Ln keys</source>
        <translation>
            <numerusform>Ablauf von %Ln Schlüssel</numerusform>
            <numerusform>Ablauf von %Ln Schlüsseln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>A time span in days; short</extracomment>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>A time span in hours; short</extracomment>
        <translation>%1 Std</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>A time span in minutes; short</extracomment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>A time span in seconds; short</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 from now, at %2</source>
        <extracomment>%1 is a time span, %2 a moment</extracomment>
        <translation>in %1, am %2</translation>
    </message>
    <message>
        <source>A bare number is in seconds.</source>
        <translation>Eine bloße Zahl zählt Sekunden.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::FieldEditor</name>
    <message>
        <source>required · %1</source>
        <extracomment>Before what a field of a form is for: that it must be filled in</extracomment>
        <translation>Pflicht · %1</translation>
    </message>
    <message>
        <source>%1, required</source>
        <translation>%1, Pflichtfeld</translation>
    </message>
    <message>
        <source>This is not JSON yet.</source>
        <translation>Das ist noch kein JSON.</translation>
    </message>
    <message>
        <source>not set</source>
        <extracomment>Of a field in a form: the record does not have it</extracomment>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>None. Add members in the JSON: &quot;name&quot;: true</source>
        <translation>Keine. Im JSON hinzufügen: &quot;name&quot;: true</translation>
    </message>
    <message>
        <source>Enter goes on to the next field, Shift+Enter breaks the line</source>
        <translation>Eingabe geht zum nächsten Feld, Umschalt+Eingabe bricht die Zeile um</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::FindBar</name>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Find in the value</source>
        <translation>Im Wert suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Previous hit (Shift+Enter)</source>
        <translation>Voriger Treffer (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next hit (Enter)</source>
        <translation>Nächster Treffer (Eingabe)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Die Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>Not an expression</source>
        <translation>Kein Ausdruck</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>%L1%2 hits</source>
        <extracomment>%L1 is the number of hits, %2 a plus sign where there are more</extracomment>
        <translation>%L1%2 Treffer</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <extracomment>Which hit of how many</extracomment>
        <translation>%L1 von %L2</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::HistoryModel</name>
    <message>
        <source>API key %1</source>
        <translation>API-Schlüssel %1</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>column</comment>
        <translation>Version</translation>
    </message>
    <message>
        <source>What</source>
        <comment>column</comment>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <comment>column</comment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>By</source>
        <comment>column</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>column</comment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>its expiry</source>
        <translation>sein Ablauf</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>dieses Fenster</translation>
    </message>
    <message>
        <source>set</source>
        <comment>what a change did</comment>
        <translation>gesetzt</translation>
    </message>
    <message>
        <source>deleted</source>
        <comment>what a change did</comment>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>expired</source>
        <comment>what a change did</comment>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>restored</source>
        <comment>what a change did</comment>
        <translation>wiederhergestellt</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::HistoryView</name>
    <message>
        <source>Restore this version</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Compare others with this</source>
        <translation>Hiermit vergleichen</translation>
    </message>
    <message>
        <source>Show its request</source>
        <translation>Anfrage dazu zeigen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Compare each with the one before</source>
        <translation>Jede mit der vorigen vergleichen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::InspectorPanel</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Delete key</source>
        <translation>Schlüssel löschen</translation>
    </message>
    <message>
        <source>What is chosen in the list is shown here.</source>
        <translation>Was in der Liste gewählt ist, steht hier.</translation>
    </message>
    <message>
        <source>Set expiry…</source>
        <translation>Ablauf setzen…</translation>
    </message>
    <message>
        <source>Show history</source>
        <translation>Verlauf zeigen</translation>
    </message>
    <message>
        <source>Watch this key</source>
        <translation>Diesen Schlüssel beobachten</translation>
    </message>
    <message>
        <source>Copy as %1, reading</source>
        <extracomment>%1 is curl or the name of a programming language</extracomment>
        <translation>Als %1 kopieren, lesend</translation>
    </message>
    <message>
        <source>Copy as %1, writing</source>
        <translation>Als %1 kopieren, schreibend</translation>
    </message>
    <message>
        <source>Your edit has not been saved. Restoring v%1 drops it.</source>
        <translation>Ihre Bearbeitung ist nicht gespeichert. v%1 wiederherzustellen verwirft sie.</translation>
    </message>
    <message>
        <source>Drop it and restore</source>
        <translation>Verwerfen und wiederherstellen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Discard the edit</source>
        <translation>Bearbeitung verwerfen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::JsonEditor</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>JSON text; Esc leaves the editor</source>
        <translation>JSON-Text; Esc verlässt den Editor</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::KeyForm</name>
    <message>
        <source>Read only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Label, such as the program&apos;s name</source>
        <translation>Bezeichnung, etwa der Name des Programms</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Limited to, such as imports/55cc, flows</source>
        <translation>Begrenzt auf, etwa imports/55cc, flows</translation>
    </message>
    <message>
        <source>Resources to which the key is limited</source>
        <translation>Ressourcen, auf die der Schlüssel begrenzt ist</translation>
    </message>
    <message>
        <source>Make key</source>
        <translation>Schlüssel erstellen</translation>
    </message>
    <message>
        <source>Change key</source>
        <translation>Schlüssel ändern</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::KeysModel</name>
    <message>
        <source>not yet</source>
        <translation>noch nie</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>column</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Label</source>
        <comment>column</comment>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>API</source>
        <comment>column</comment>
        <translation>API</translation>
    </message>
    <message>
        <source>May</source>
        <comment>column</comment>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Plan</source>
        <comment>column</comment>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Made</source>
        <comment>column</comment>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Last used</source>
        <comment>column</comment>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lesen</translation>
    </message>
    <message>
        <source>read and write</source>
        <translation>lesen und schreiben</translation>
    </message>
    <message>
        <source>read %1</source>
        <extracomment>%1 is a list of resources such as imports/55cc</extracomment>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>read and write %1</source>
        <translation>%1 lesen und schreiben</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::KeysPanel</name>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Change label and limits</source>
        <translation>Bezeichnung und Grenzen ändern</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>The new key, shown this once only: %1</source>
        <translation>Der neue Schlüssel, nur dieses eine Mal gezeigt: %1</translation>
    </message>
    <message>
        <source>Hide it</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Revoke %1? Programs that use it are refused from then on. This can&apos;t be undone.</source>
        <translation>%1 widerrufen? Programme, die ihn benutzen, werden ab dann abgewiesen. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>keys.json has another key than this one.</source>
        <translation>In keys.json steht ein anderer Schlüssel als dieser.</translation>
    </message>
    <message>
        <source>The key was copied. Give it to programs as STATEROOM_KEY.</source>
        <translation>Der Schlüssel wurde kopiert. Geben Sie ihn Programmen als STATEROOM_KEY.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::LiveModel</name>
    <message>
        <source>Time</source>
        <comment>column</comment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Entry</source>
        <comment>column</comment>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>column</comment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>column</comment>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::LivePanel</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Live changes</source>
        <translation>Laufende Änderungen</translation>
    </message>
    <message>
        <source>Go on showing live changes</source>
        <translation>Laufende Änderungen weiter zeigen</translation>
    </message>
    <message>
        <source>Pause live changes</source>
        <translation>Laufende Änderungen anhalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message numerus="yes">
        <source>Paused, %Ln changes waiting</source>
        <translation>
            <numerusform>Angehalten, %Ln Änderung wartet</numerusform>
            <numerusform>Angehalten, %Ln Änderungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes appear here as programs write.</source>
        <translation>Änderungen erscheinen hier, sobald Programme schreiben.</translation>
    </message>
    <message>
        <source>Grow or shrink the live changes</source>
        <translation>Live-Änderungen vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>Clear live changes</source>
        <translation>Live-Änderungen leeren</translation>
    </message>
    <message>
        <source>Filter changes</source>
        <translation>Änderungen filtern</translation>
    </message>
    <message>
        <source>Show all changes</source>
        <translation>Alle Änderungen zeigen</translation>
    </message>
    <message>
        <source>Only %1</source>
        <extracomment>%1 is the entry of which alone changes are shown</extracomment>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Nothing that is shown here has changed yet.</source>
        <translation>Hier hat sich noch nichts geändert.</translation>
    </message>
    <message>
        <source>Show its request</source>
        <translation>Anfrage dazu zeigen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::MainWindow</name>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Durchsuchen</translation>
    </message>
    <message>
        <source>Serve on port %1</source>
        <translation>Auf Port %1 anbieten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Choose a port…</source>
        <translation>Port wählen …</translation>
    </message>
    <message>
        <source>Search namespaces and keys, or run a command</source>
        <translation>Namensräume und Schlüssel suchen oder einen Befehl ausführen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::MessageView</name>
    <message>
        <source>Formatted</source>
        <extracomment>A body, indented for reading</extracomment>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>As sent</source>
        <extracomment>A body, in just the bytes that went over the wire</extracomment>
        <translation>Wie gesendet</translation>
    </message>
    <message>
        <source>(The first %1 of %2 are shown.)</source>
        <extracomment>%1 and %2 are sizes such as 64 KB</extracomment>
        <translation>(Die ersten %1 von %2 werden gezeigt.)</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::MutationsModel</name>
    <message>
        <source>Time</source>
        <comment>column</comment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Participant</source>
        <comment>column</comment>
        <translation>Teilnehmer</translation>
    </message>
    <message>
        <source>App</source>
        <comment>column</comment>
        <translation>App</translation>
    </message>
    <message>
        <source>Outcome</source>
        <comment>column</comment>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Effect</source>
        <comment>column</comment>
        <translation>Wirkung</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::MutationsPanel</name>
    <message>
        <source>No mutation of this campaign since the program began. Those of programs appear here, too.</source>
        <translation>Keine Mutation dieser Kampagne seit dem Programmstart. Auch die von Programmen erscheinen hier.</translation>
    </message>
    <message>
        <source>Recent mutations</source>
        <translation>Letzte Mutationen</translation>
    </message>
    <message>
        <source>Show the request</source>
        <translation>Anfrage zeigen</translation>
    </message>
    <message>
        <source>This window only reads the store: a window that serves it shows mutations.</source>
        <translation>Dieses Fenster liest den Speicher nur: Mutationen zeigt ein Fenster, das ihn bedient.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::NamespacesModel</name>
    <message numerus="yes">
        <source>%1, %Ln keys</source>
        <extracomment>Read aloud: the name of a namespace and how many keys it has</extracomment>
        <translation>
            <numerusform>%1, %Ln Schlüssel</numerusform>
            <numerusform>%1, %Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, emptied</source>
        <extracomment>Read aloud: the name of a namespace in which no keys are left</extracomment>
        <translation>%1, geleert</translation>
    </message>
    <message>
        <source>%1, no records</source>
        <extracomment>Read aloud: the name of a collection</extracomment>
        <translation>%1, keine Datensätze</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::NamespacesPanel</name>
    <message>
        <source>Namespaces</source>
        <translation>Namensräume</translation>
    </message>
    <message>
        <source>New namespace…</source>
        <translation>Neuer Namensraum …</translation>
    </message>
    <message>
        <source>Copy namespace…</source>
        <translation>Namensraum kopieren …</translation>
    </message>
    <message>
        <source>-copy</source>
        <translation>-kopie</translation>
    </message>
    <message>
        <source>Delete all keys of the namespace</source>
        <translation>Alle Schlüssel des Namensraums löschen</translation>
    </message>
    <message>
        <source>Name of the namespace</source>
        <translation>Name des Namensraums</translation>
    </message>
    <message>
        <source>Copy %1 to</source>
        <translation>%1 kopieren nach</translation>
    </message>
    <message>
        <source>New namespace</source>
        <translation>Neuer Namensraum</translation>
    </message>
    <message>
        <source>Write a kind in small letters, a slash and a name of its own.</source>
        <translation>Geschrieben werden eine Art in Kleinbuchstaben, ein Schrägstrich und ein eigener Name.</translation>
    </message>
    <message>
        <source>Bring back deleted keys</source>
        <translation>Gelöschte Schlüssel zurückholen</translation>
    </message>
    <message>
        <source>Show emptied namespaces</source>
        <translation>Geleerte Namensräume zeigen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::OpRow</name>
    <message>
        <source>Remove operation</source>
        <translation>Operation entfernen</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value as JSON</source>
        <translation>Wert als JSON</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::PaletteModel</name>
    <message>
        <source>Namespace, %1</source>
        <extracomment>Behind the name of a namespace; %1 is its kind, such as workflow</extracomment>
        <translation>Namensraum, %1</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ParticipantBar</name>
    <message>
        <source>Participant</source>
        <translation>Teilnehmer</translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>Copy token</source>
        <translation>Token kopieren</translation>
    </message>
    <message>
        <source>Reset the app&apos;s values</source>
        <translation>Werte der App zurücksetzen</translation>
    </message>
    <message>
        <source>Lifetime of the token</source>
        <translation>Lebensdauer des Tokens</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Reset</source>
        <extracomment>On a narrow button beside the app: resets its values</extracomment>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::PlaceRail</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ReceiverHead</name>
    <message>
        <source>Receiver</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>200, received</source>
        <translation>200, erhalten</translation>
    </message>
    <message>
        <source>410, gone</source>
        <translation>410, nicht mehr da</translation>
    </message>
    <message>
        <source>500, failed</source>
        <translation>500, gescheitert</translation>
    </message>
    <message numerus="yes">
        <source>200 after %Ln seconds</source>
        <translation>
            <numerusform>200 nach %Ln Sekunde</numerusform>
            <numerusform>200 nach %Ln Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Secret to check signatures with</source>
        <translation>Geheimnis, mit dem Signaturen geprüft werden</translation>
    </message>
    <message>
        <source>The secret by which the sender signs. It is kept in memory only.</source>
        <translation>Das Geheimnis, mit dem der Absender signiert. Es bleibt nur im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>does not listen</source>
        <translation>lauscht nicht</translation>
    </message>
    <message>
        <source>listens at %1</source>
        <translation>lauscht auf %1</translation>
    </message>
    <message>
        <source>its webhook&apos;s</source>
        <translation>das seines Webhooks</translation>
    </message>
    <message>
        <source>none, signatures stay unchecked</source>
        <translation>keins, Signaturen bleiben ungeprüft</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ReceiverModel</name>
    <message>
        <source>Time</source>
        <comment>column</comment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Method</source>
        <comment>column</comment>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Path</source>
        <comment>column</comment>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Event</source>
        <comment>column</comment>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Signature</source>
        <comment>column</comment>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Answer</source>
        <comment>column</comment>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>column</comment>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ReceiverPanel</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear what the receiver has got</source>
        <extracomment>A command, where nothing else says what is cleared</extracomment>
        <translation>Leeren, was der Empfänger bekommen hat</translation>
    </message>
    <message>
        <source>Stop the receiver</source>
        <translation>Empfänger beenden</translation>
    </message>
    <message>
        <source>Received requests</source>
        <translation>Empfangene Anfragen</translation>
    </message>
    <message>
        <source>Nothing is sent while Stateroom does not serve. Connect says why.</source>
        <translation>Nichts wird gesendet, solange Stateroom keine Anfragen bedient. Verbinden sagt, warum.</translation>
    </message>
    <message>
        <source>Start the receiver</source>
        <translation>Empfänger starten</translation>
    </message>
    <message>
        <source>Make a webhook for it</source>
        <translation>Webhook für ihn anlegen</translation>
    </message>
    <message>
        <source>Point its webhook here</source>
        <translation>Seinen Webhook hierher richten</translation>
    </message>
    <message>
        <source>Enable its webhook again</source>
        <translation>Seinen Webhook einschalten</translation>
    </message>
    <message>
        <source>Send a test event</source>
        <translation>Testereignis senden</translation>
    </message>
    <message>
        <source>Nothing has arrived yet</source>
        <translation>Noch ist nichts angekommen</translation>
    </message>
    <message>
        <source>See what a webhook sends</source>
        <translation>Sehen, was ein Webhook sendet</translation>
    </message>
    <message>
        <source>The receiver listens on this machine alone. It shows what arrives, whoever sends it, and checks its signature.</source>
        <translation>Der Empfänger lauscht nur auf diesem Rechner. Er zeigt, was ankommt, wer es auch sendet, und prüft die Signatur.</translation>
    </message>
    <message>
        <source>Events that happen arrive here from now on. Send a test event, or something of your own:</source>
        <translation>Ereignisse kommen von nun an hier an. Senden Sie ein Testereignis oder etwas Eigenes:</translation>
    </message>
    <message>
        <source>Make a webhook that points here, or send something of your own:</source>
        <translation>Legen Sie einen Webhook an, der hierher zeigt, oder senden Sie etwas Eigenes:</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RecordForm</name>
    <message>
        <source>Its %1</source>
        <extracomment>%1 is the name of a collection: those of its records that refer to this one</extracomment>
        <translation>Zugehörige %1</translation>
    </message>
    <message>
        <source>The JSON is not valid at the moment. The form goes on when it is.</source>
        <translation>Das JSON ist gerade nicht gültig. Sobald es das ist, geht es im Formular weiter.</translation>
    </message>
    <message>
        <source>This record is too large for the form.</source>
        <translation>Dieser Datensatz ist zu groß für das Formular.</translation>
    </message>
    <message>
        <source>A record is a JSON object.</source>
        <translation>Ein Datensatz ist ein JSON-Objekt.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RecordsPanel</name>
    <message>
        <source>Filter records</source>
        <translation>Datensätze filtern</translation>
    </message>
    <message>
        <source>Add sample records</source>
        <translation>Beispiele anlegen</translation>
    </message>
    <message>
        <source>Make an API key</source>
        <translation>API-Schlüssel anlegen</translation>
    </message>
    <message>
        <source>Delete record</source>
        <translation>Datensatz löschen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample records were added to the collections.</source>
        <translation>
            <numerusform>%Ln Beispieldatensatz wurde angelegt.</numerusform>
            <numerusform>%Ln Beispieldatensätze wurden angelegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The new key, shown this once only: %1</source>
        <translation>Der neue Schlüssel, nur dieses eine Mal zu sehen: %1</translation>
    </message>
    <message>
        <source>Copy API key</source>
        <translation>API-Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Hide it</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>First record</source>
        <translation>Erster Datensatz</translation>
    </message>
    <message>
        <source>Last record</source>
        <translation>Letzter Datensatz</translation>
    </message>
    <message>
        <source>Filter as the API does: filter[field]=value</source>
        <translation>Filtern wie die API: filter[feld]=wert</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>More about these records</source>
        <translation>Mehr zu diesen Datensätzen</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln Datensatz</numerusform>
            <numerusform>%Ln Datensätze</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How many records the filter finds, of how many</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>No record passes the filter</source>
        <translation>Kein Datensatz passt zum Filter</translation>
    </message>
    <message>
        <source>Write filter[field]=value, or press Esc to show all records.</source>
        <translation>Schreiben Sie filter[feld]=wert, oder zeigen Sie mit Esc alle Datensätze.</translation>
    </message>
    <message>
        <source>Esc in the filter shows all records again.</source>
        <translation>Esc im Filter zeigt wieder alle Datensätze.</translation>
    </message>
    <message>
        <source>No %1 yet</source>
        <extracomment>%1 is the name of a collection, such as agents</extracomment>
        <translation>Noch keine Datensätze in %1</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RecordsSide</name>
    <message>
        <source>Show records as keys</source>
        <translation>Datensätze als Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Back from the reference</source>
        <translation>Zurück vom Verweis</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ReferenceEditor</name>
    <message>
        <source>Go to this record</source>
        <translation>Zu diesem Datensatz</translation>
    </message>
    <message>
        <source>There is no such record in %1.</source>
        <extracomment>%1 is the name of a collection, such as agents</extracomment>
        <translation>In %1 gibt es keinen solchen Datensatz.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RequestDetail</name>
    <message>
        <source>open</source>
        <comment>stream</comment>
        <translation>offen</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Changes that the request made</source>
        <translation>Änderungen durch die Anfrage</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RequestsModel</name>
    <message>
        <source>open</source>
        <comment>stream</comment>
        <extracomment>An event stream that goes on; stands where others show how long they took</extracomment>
        <translation>offen</translation>
    </message>
    <message>
        <source>Time</source>
        <comment>column</comment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Method</source>
        <comment>column</comment>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Path</source>
        <comment>column</comment>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Status</source>
        <comment>column</comment>
        <translation>Status</translation>
    </message>
    <message>
        <source>ms</source>
        <comment>column</comment>
        <extracomment>Milliseconds</extracomment>
        <translation>ms</translation>
    </message>
    <message>
        <source>API</source>
        <comment>column</comment>
        <translation>API</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>column</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Error</source>
        <comment>column</comment>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RequestsPlace</name>
    <message>
        <source>The request that made this change is not among the newest 1,000 any more, or was made before this program started.</source>
        <translation>Die Anfrage zu dieser Änderung ist nicht mehr unter den neuesten 1.000 oder kam vor dem Start dieses Programms.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Record bodies</source>
        <translation>Inhalte aufzeichnen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter requests</source>
        <translation>Anfragen filtern</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Jeder Status</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Any API</source>
        <translation>Jede API</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>No request passes the filter</source>
        <translation>Keine Anfrage passt zum Filter</translation>
    </message>
    <message>
        <source>What programs ask of the server appears here, for example:</source>
        <translation>Hier erscheint, was Programme vom Server verlangen, zum Beispiel:</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message numerus="yes">
        <source>Paused, %Ln requests waiting</source>
        <translation>
            <numerusform>Angehalten, %Ln Anfrage wartet</numerusform>
            <numerusform>Angehalten, %Ln Anfragen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>The requests are elsewhere</source>
        <translation>Die Anfragen sind anderswo</translation>
    </message>
    <message>
        <source>Another program serves this store, and only its own window shows what is asked of it.</source>
        <translation>Ein anderes Programm bedient diesen Speicher; nur dessen eigenes Fenster zeigt, was gefragt wird.</translation>
    </message>
    <message>
        <source>Clear the list of requests</source>
        <extracomment>A command, where nothing else says what is cleared</extracomment>
        <translation>Liste der Anfragen leeren</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::RuleLine</name>
    <message>
        <source>Met: %1</source>
        <extracomment>Read aloud: a rule that what was typed meets</extracomment>
        <translation>Erfüllt: %1</translation>
    </message>
    <message>
        <source>Not met: %1</source>
        <extracomment>Read aloud: a rule that what was typed does not meet</extracomment>
        <translation>Nicht erfüllt: %1</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ScriptEditor</name>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>JavaScript; Esc leaves the editor</source>
        <translation>JavaScript; Esc verlässt den Editor</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ScriptOutcome</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>State changes</source>
        <translation>Änderungen am State</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>None</source>
        <comment>result</comment>
        <extracomment>Of the result of a script</extracomment>
        <translation>Keins</translation>
    </message>
    <message>
        <source>debug: </source>
        <translation>Debug: </translation>
    </message>
    <message>
        <source>warning: </source>
        <translation>Warnung: </translation>
    </message>
    <message>
        <source>error: </source>
        <translation>Fehler: </translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys, not kept</source>
        <translation>
            <numerusform>%Ln Schlüssel, nicht behalten</numerusform>
            <numerusform>%Ln Schlüssel, nicht behalten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ScriptsPlace</name>
    <message>
        <source>Keep changes</source>
        <translation>Änderungen behalten</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Show the example</source>
        <translation>Beispiel zeigen</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Skripte</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>The function that is called</source>
        <translation>Die Funktion, die aufgerufen wird</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>What options.state reads and writes: the global state, or that of one resource such as integration/imports/55cc</source>
        <translation>Was options.state liest und schreibt: den globalen State oder den einer Ressource wie integration/imports/55cc</translation>
    </message>
    <message>
        <source>Whether what the script writes to its state is kept, or only told</source>
        <translation>Ob behalten wird, was das Skript in seinen State schreibt, oder nur angezeigt</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The script declares no function. Write one, such as function preSavePage(options) { … }.</source>
        <translation>Das Skript deklariert keine Funktion. Schreiben Sie eine, etwa function preSavePage(options) { … }.</translation>
    </message>
    <message>
        <source>The state must be integration/, or that of one resource such as integration/imports/55cc.</source>
        <translation>Der State muss integration/ sein oder der einer Ressource wie integration/imports/55cc.</translation>
    </message>
    <message>
        <source>The data must be a JSON object: it is what the function is called with.</source>
        <translation>Die Daten müssen ein JSON-Objekt sein: Damit wird die Funktion aufgerufen.</translation>
    </message>
    <message>
        <source>The data is not JSON, line %L1, column %L2: %3</source>
        <translation>Die Daten sind kein JSON, Zeile %L1, Spalte %L2: %3</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message numerus="yes">
        <source>%1, in %Ln runs</source>
        <translation>
            <numerusform>%1, in %Ln Lauf</numerusform>
            <numerusform>%1, in %Ln Läufen</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to line %L1</source>
        <translation>Zu Zeile %L1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message numerus="yes">
        <source>The script took longer than %Ln seconds and was ended.</source>
        <translation>
            <numerusform>Das Skript brauchte länger als %Ln Sekunde und wurde beendet.</numerusform>
            <numerusform>Das Skript brauchte länger als %Ln Sekunden und wurde beendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The script needed more than %L1 MiB of memory and was ended.</source>
        <translation>Das Skript brauchte mehr als %L1 MiB Speicher und wurde beendet.</translation>
    </message>
    <message>
        <source>Others changed what the script had read in each of its %L1 runs; nothing was kept.</source>
        <translation>Andere änderten in jedem seiner %L1 Läufe, was das Skript gelesen hatte; nichts wurde behalten.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ServerBadge</name>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>API &amp;documentation</source>
        <translation>API-&amp;Dokumentation</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>Adresse kopiert</translation>
    </message>
    <message>
        <source>The server listens on %1</source>
        <translation>Der Server hört auf %1</translation>
    </message>
    <message>
        <source>Not serving</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>The server is not running</source>
        <translation>Der Server läuft nicht</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesend</translation>
    </message>
    <message>
        <source>Another process serves this store</source>
        <translation>Ein anderer Prozess bedient diesen Speicher</translation>
    </message>
    <message>
        <source>Connect a program</source>
        <translation>Programm verbinden</translation>
    </message>
    <message>
        <source>The program that served this store has ended</source>
        <translation>Das Programm, das diesen Speicher bedient hat, ist beendet</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::SettingsPanel</name>
    <message>
        <source>Not serving</source>
        <translation>Nicht in Betrieb</translation>
    </message>
    <message>
        <source>Listens on %1</source>
        <translation>Lauscht auf %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>Wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Stateroom ends</source>
        <translation>Stateroom wird beendet</translation>
    </message>
    <message>
        <source>It goes on serving, with an icon in the tray</source>
        <translation>Es läuft weiter, mit einem Symbol im Infobereich</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>Dieser Desktop hat keinen Infobereich.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Serve on this port</source>
        <translation>Auf diesem Port anbieten</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>The window speaks this language from its next start: close it and open it again.</source>
        <translation>Das Fenster spricht diese Sprache ab dem nächsten Start: Schließen Sie es und öffnen Sie es neu.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::Simulator</name>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Add operation</source>
        <translation>Operation hinzufügen</translation>
    </message>
    <message>
        <source>Read state</source>
        <translation>Zustand lesen</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>mutation_id (optional)</source>
        <translation>mutation_id (freiwillig)</translation>
    </message>
    <message>
        <source>The server does not listen, so nothing can be sent to it.</source>
        <translation>Der Server hört nicht zu, ihm lässt sich nichts senden.</translation>
    </message>
    <message>
        <source>See the server</source>
        <translation>Zum Server</translation>
    </message>
    <message>
        <source>New id</source>
        <translation>Neue Id</translation>
    </message>
    <message>
        <source>This window only reads the store: a window that serves it simulates mutations.</source>
        <translation>Dieses Fenster liest den Speicher nur: Mutationen simuliert ein Fenster, das ihn bedient.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::SnippetsPanel</name>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Copy base URL</source>
        <translation>Basis-URL kopieren</translation>
    </message>
    <message>
        <source>Copy example</source>
        <translation>Beispiel kopieren</translation>
    </message>
    <message>
        <source>The example takes the key from the environment: export STATEROOM_KEY, with the text of a key of this API.</source>
        <translation>Das Beispiel nimmt den Schlüssel aus der Umgebung: Setzen Sie STATEROOM_KEY auf den Text eines Schlüssels dieser API.</translation>
    </message>
    <message>
        <source>This API needs no key. A program may send one, so that history tells who wrote.</source>
        <translation>Diese API braucht keinen Schlüssel. Ein Programm darf einen senden, damit der Verlauf sagt, wer geschrieben hat.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::StudioPlace</name>
    <message>
        <source>Simulate</source>
        <translation>Simulieren</translation>
    </message>
    <message>
        <source>Recent mutations</source>
        <translation>Letzte Mutationen</translation>
    </message>
    <message>
        <source>No campaign yet</source>
        <translation>Noch keine Kampagne</translation>
    </message>
    <message>
        <source>A campaign declares variables, and programs change their values for each participant. Make the first one here, or let a program declare a variable:</source>
        <translation>Eine Kampagne deklariert Variablen, und Programme ändern deren Werte für jeden Teilnehmer. Legen Sie hier die erste an, oder lassen Sie ein Programm eine Variable deklarieren:</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>Neue Kampagne</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::TheirsPane</name>
    <message>
        <source>What the other one wrote</source>
        <translation>Was der andere geschrieben hat</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::Tray</name>
    <message>
        <source>Show Stateroom</source>
        <translation>Stateroom zeigen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ValueView</name>
    <message>
        <source>Line %1, column %2: %3</source>
        <extracomment>%1 and %2 say where, %3 what is wrong there</extracomment>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Ersetzen…</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formatieren</translation>
    </message>
    <message>
        <source>Minify</source>
        <translation>Verdichten</translation>
    </message>
    <message>
        <source>Fold or unfold here</source>
        <translation>Hier ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Fold all</source>
        <translation>Alles einklappen</translation>
    </message>
    <message>
        <source>Unfold all</source>
        <translation>Alles ausklappen</translation>
    </message>
    <message>
        <source>Mine, not saved</source>
        <extracomment>Over the own edit, beside which stands what somebody else wrote</extracomment>
        <translation>Meines, nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::VariableForm</name>
    <message>
        <source>Scope</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Default value</source>
        <translation>Vorgabewert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>What operators should know</source>
        <translation>Was Betreiber wissen sollten</translation>
    </message>
    <message>
        <source>New variable</source>
        <translation>Neue Variable</translation>
    </message>
    <message>
        <source>Declare</source>
        <translation>Deklarieren</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Optional: what counts while a participant has no value.</source>
        <translation>Freiwillig: was gilt, solange ein Teilnehmer keinen Wert hat.</translation>
    </message>
    <message>
        <source>All campaigns that declare a user variable must agree on its type.</source>
        <translation>Alle Kampagnen, die eine Variable der Person deklarieren, müssen sich über ihren Typ einig sein.</translation>
    </message>
    <message>
        <source>Values of another type are refused.</source>
        <translation>Werte anderen Typs werden abgelehnt.</translation>
    </message>
    <message>
        <source>Optional: a note for operators; programs read it, too.</source>
        <translation>Freiwillig: eine Notiz für Betreiber; auch Programme lesen sie.</translation>
    </message>
    <message>
        <source>Scope and name stay: programs know the variable by them.</source>
        <translation>Bereich und Name bleiben: An ihnen kennen Programme die Variable.</translation>
    </message>
    <message>
        <source>%1 of %2 are used.</source>
        <translation>%1 von %2 sind belegt.</translation>
    </message>
    <message>
        <source>It has its %1 variables already.</source>
        <translation>Er hat seine %1 Variablen schon.</translation>
    </message>
    <message>
        <source>A letter or an underscore first, then letters, digits and underscores (A to Z, a to z, 0 to 9).</source>
        <translation>Zuerst ein Buchstabe oder Unterstrich, dann Buchstaben, Ziffern und Unterstriche (A bis Z, a bis z, 0 bis 9).</translation>
    </message>
    <message>
        <source>At most %1 characters; it has %2.</source>
        <translation>Höchstens %1 Zeichen; er hat %2.</translation>
    </message>
    <message>
        <source>Unique within its scope; programs address it as state.%1.%2.</source>
        <translation>Einmalig in seinem Bereich; Programme sprechen sie als state.%1.%2 an.</translation>
    </message>
    <message>
        <source>This scope has a variable of this name already.</source>
        <translation>Der Bereich hat schon eine Variable dieses Namens.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was changed: %Ln stored values are not of this type. They would count as none.</source>
        <translation>
            <numerusform>Nichts wurde geändert: %Ln gespeicherter Wert ist nicht von diesem Typ. Er würde als keiner zählen.</numerusform>
            <numerusform>Nichts wurde geändert: %Ln gespeicherte Werte sind nicht von diesem Typ. Sie würden als keine zählen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change anyway</source>
        <translation>Trotzdem ändern</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was changed: %Ln stored values are not of this type. The default %1 would count instead.</source>
        <translation>
            <numerusform>Nichts wurde geändert: %Ln gespeicherter Wert ist nicht von diesem Typ. Stattdessen würde die Vorgabe %1 zählen.</numerusform>
            <numerusform>Nichts wurde geändert: %Ln gespeicherte Werte sind nicht von diesem Typ. Stattdessen würde die Vorgabe %1 zählen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::VariablesModel</name>
    <message>
        <source>%1, %2 of %3 used</source>
        <extracomment>Read aloud: a scope and how many of its variables are used</extracomment>
        <translation>%1, %2 von %3 belegt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How many variables of a scope are used, and how many there may be</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Variable</source>
        <comment>column</comment>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Type</source>
        <comment>column</comment>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Default</source>
        <comment>column</comment>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>column</comment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value of %1</source>
        <comment>column</comment>
        <translation>Wert von %1</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>column</comment>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::VariablesPanel</name>
    <message>
        <source>New variable</source>
        <translation>Neue Variable</translation>
    </message>
    <message>
        <source>Change definition</source>
        <translation>Definition ändern</translation>
    </message>
    <message>
        <source>Remove definition</source>
        <translation>Definition entfernen</translation>
    </message>
    <message>
        <source>Show value in Browse</source>
        <translation>Wert unter Durchsuchen zeigen</translation>
    </message>
    <message>
        <source>Show definition in Browse</source>
        <translation>Definition unter Durchsuchen zeigen</translation>
    </message>
    <message>
        <source>Export definitions…</source>
        <translation>Definitionen exportieren …</translation>
    </message>
    <message>
        <source>Import definitions…</source>
        <translation>Definitionen importieren …</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Export definitions</source>
        <translation>Definitionen exportieren</translation>
    </message>
    <message>
        <source>Import definitions</source>
        <translation>Definitionen importieren</translation>
    </message>
    <message>
        <source>Definitions (*.json)</source>
        <translation>Definitionen (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln definitions were written to %1.</source>
        <translation>
            <numerusform>%Ln Definition wurde nach %1 geschrieben.</numerusform>
            <numerusform>%Ln Definitionen wurden nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>Declared: %1. Declared so already: %2.</source>
        <translation>Deklariert: %1. Schon so deklariert: %2.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 is no longer declared. Its values stay, out of sight.</source>
        <translation>%1 ist nicht mehr deklariert. Die Werte bleiben, ungesehen.</translation>
    </message>
    <message>
        <source>The values of %1 in %2 were reset.</source>
        <extracomment>%1 is a participant, %2 an app</extracomment>
        <translation>Die Werte von %1 in %2 wurden zurückgesetzt.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::WebhooksPlace</name>
    <message>
        <source>New webhook</source>
        <translation>Neuer Webhook</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Receiver, listening</source>
        <translation>Empfänger, lauscht</translation>
    </message>
    <message>
        <source>No webhooks yet</source>
        <translation>Noch keine Webhooks</translation>
    </message>
    <message>
        <source>A webhook is a URL that is called when something happens to a record of the business API. Make one here, or from any program:</source>
        <translation>Ein Webhook ist eine URL, die aufgerufen wird, wenn mit einem Datensatz der Business-API etwas geschieht. Legen Sie hier einen an oder aus einem beliebigen Programm:</translation>
    </message>
    <message>
        <source>Try it with the built-in receiver</source>
        <translation>Mit dem eingebauten Empfänger ausprobieren</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::WelcomePage</name>
    <message>
        <source>Nothing is stored yet</source>
        <translation>Noch ist nichts gespeichert</translation>
    </message>
    <message>
        <source>Begin with a key of your own.</source>
        <translation>Beginnen Sie mit einem eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>Write a first value from any program, for example:</source>
        <translation>Schreiben Sie aus einem beliebigen Programm einen ersten Wert, zum Beispiel:</translation>
    </message>
    <message>
        <source>Add sample data</source>
        <translation>Beispieldaten anlegen</translation>
    </message>
</context>
</TS>
