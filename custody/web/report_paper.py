"""stub"""


def complaint_paper(values, now):
    return None
