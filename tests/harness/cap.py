"""CAP 1.2 documents as another authority sends them, and what tests read of ours."""
import datetime
import xml.etree.ElementTree as xml

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"


def at(minutes):
    """Minutes from now; what is a time already stays."""
    if isinstance(minutes, str):
        return minutes
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def document(identifier, sent=0, expires=30, msg_type="Alert", references="", info=True, sender="w-nws@weather.example"):
    block = f"""<info>
<category>Met</category><event>Tornado Warning</event><responseType>Shelter</responseType>
<urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty>
<expires>{at(expires)}</expires><headline>Tornado near the river</headline></info>"""
    return f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{identifier}</identifier><sender>{sender}</sender><sent>{at(sent)}</sent>
<status>Actual</status><msgType>{msg_type}</msgType><scope>Public</scope>
{f"<references>{references}</references>" if references else ""}{block if info else ""}</alert>"""


def reference(text):
    root = xml.fromstring(text)
    return ",".join(root.find(CAP + part).text for part in ("sender", "identifier", "sent"))
